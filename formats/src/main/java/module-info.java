/** The distributions' own network files, read and written. */
module dev.netalias.formats {
  requires transitive dev.netalias.core;
  requires static org.jspecify;
  requires org.snakeyaml.engine;

  exports dev.netalias.formats;
  exports dev.netalias.formats.ifupdown;
  exports dev.netalias.formats.keyfile;
  exports dev.netalias.formats.netplan;
  exports dev.netalias.formats.networkd;
  exports dev.netalias.formats.rclocal;
  exports dev.netalias.formats.yaml;
}
