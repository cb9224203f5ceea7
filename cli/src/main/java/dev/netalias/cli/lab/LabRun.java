package dev.netalias.cli.lab;

import dev.netalias.cli.lab.around.Surround;
import dev.netalias.cli.lab.verb.Scene;
import dev.netalias.cli.print.Failure;
import dev.netalias.linux.tap.Tap;
import dev.netalias.net.DeviceName;

/** One run of {@code netalias lab}. */
public final class LabRun {
  private final LabOptions options;
  private final Surround surround;

  /** A run. */
  public LabRun(LabOptions options, Surround surround) {
    this.options = options;
    this.surround = surround;
  }

  private void join(Scene scene) {
    if (options.tap() != null) {
      DeviceName name = new DeviceName(options.tap());
      scene.join(new TapChannel(Tap.open(name)));
      open(name.text());
    }
  }

  /** Whoever may use a TAP device may not be allowed to open it: somebody else can. */
  private void open(String tap) {
    try {
      surround.outside().openDevice(tap);
    } catch (RuntimeException refused) {
      Failure why = surround.outside().failure(refused);
      surround
          .streams()
          .err()
          .print(
              "netalias: %s stays closed: %s; as root: ip link set %1$s up\n"
                  .formatted(tap, why.message()));
    }
  }

  /**
   * Runs a script, or a shell where there is none.
   *
   * @return the exit code
   */
  public int run() {
    String script = options.script();
    boolean typed = script == null && surround.isTyped();
    boolean live = typed || options.tap() != null;
    try (Scene scene = new Scene(live, options.hosts(), options.pcap())) {
      join(scene);
      LabSession session = new LabSession(scene, surround.outside(), surround.streams());
      if (typed) {
        return new LabShell(session, surround.streams()).run(surround.in());
      }
      Script runner = new Script(session, surround.streams());
      return script == null
          ? runner.runAll(surround.in())
          : runner.run(script, surround.in(), !options.quiet());
    }
  }
}
