import io.avaje.jsonb.spi.JsonbExtension;

/** The {@code netalias} command. */
module dev.netalias.cli {
  requires static org.jspecify;
  requires dev.netalias.core;
  requires dev.netalias.embedded;
  requires dev.netalias.formats;
  requires dev.netalias.linux;
  requires info.picocli;
  requires io.avaje.jsonb;
  requires jdk.unsupported; // sun.misc.Signal, that JLine takes Ctrl-C by
  requires org.jline.reader;
  requires org.jline.terminal;
  requires org.jline.terminal.ffm;

  provides JsonbExtension with
      dev.netalias.cli.print.jsonb.GeneratedJsonComponent;
}
