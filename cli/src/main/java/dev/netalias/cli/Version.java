package dev.netalias.cli;

import java.lang.module.ModuleDescriptor;

/** What {@code --version} prints. */
final class Version {
  private Version() {}

  static String text() {
    return "netalias " + number();
  }

  static String number() {
    ModuleDescriptor module = Version.class.getModule().getDescriptor();
    String version = module == null ? null : module.rawVersion().orElse(null);
    return version == null ? "of no version" : version;
  }
}
