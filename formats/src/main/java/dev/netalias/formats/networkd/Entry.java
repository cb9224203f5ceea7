package dev.netalias.formats.networkd;

import dev.netalias.formats.Declaration;
import dev.netalias.formats.Declared;
import dev.netalias.formats.ini.IniFile;
import dev.netalias.plan.Place;
import org.jspecify.annotations.Nullable;

/**
 * One address, with what declares it.
 *
 * @param declared the address
 * @param file the file
 * @param section its own section {@code [Address]} or {@code [Route]}, null where it is a line of
 *     {@code [Network]}
 * @param address the line that says the address
 */
record Entry(
    Declared declared, IniFile file, IniFile.@Nullable Section section, IniFile.Entry address)
    implements Declaration {
  @Override
  public Place place() {
    return file.place(address.line());
  }
}
