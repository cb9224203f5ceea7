/** The running Linux kernel behind the {@code Kernel} port: the only module with native access. */
module dev.netalias.linux {
  requires static org.jspecify;
  requires transitive dev.netalias.core;

  exports dev.netalias.linux;
  exports dev.netalias.linux.tap to
      dev.netalias.cli;

  provides dev.netalias.kernel.KernelProvider with
      dev.netalias.linux.LinuxKernelProvider;
}
