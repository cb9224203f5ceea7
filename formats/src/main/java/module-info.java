/** The distributions' own network files, read and written. */
module dev.netalias.formats {
  requires transitive dev.netalias.core;
  requires static org.jspecify;
  requires org.snakeyaml.engine;

  exports dev.netalias.formats;
  exports dev.netalias.formats.yaml;
}
