package dev.netalias.cli.look;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.cli.look.name.Names;
import dev.netalias.cli.look.show.Face;
import dev.netalias.cli.look.show.Faces;
import dev.netalias.cli.look.show.Form;
import dev.netalias.cli.print.FaceJson;
import dev.netalias.cli.print.Json;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.net.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ifconfig(8)} of net-tools 2.10, with aliases that are devices: each has a state of its
 * own, and counters where something counts them.
 */
public final class Ifconfig {
  /** Longer names than the kernel's are cut, as the original does. */
  private static final int MOST_OF_NAME = 15;

  private final Session session;

  /** One run. */
  public Ifconfig(Session session) {
    this.session = session;
  }

  /**
   * Runs one command line.
   *
   * @param words what stands behind {@code ifconfig}; {@code --style classic} among them, but no
   *     global option
   * @return the exit code, as the original's; its own errors are printed
   * @throws AliasException where netalias itself refuses
   * @throws KernelException where the kernel can't be asked
   */
  public int run(List<String> words) {
    try {
      return run(IfconfigOptions.read(words));
    } catch (LookException end) {
      session.err().print(end.text());
      return end.exitCode();
    }
  }

  private int run(IfconfigOptions options) {
    List<String> rest = options.rest();
    return switch (options.wish()) {
      case VERSION -> {
        session.print(Usage.VERSION);
        yield 0;
      }
      case HELP -> Usage.ifconfigHelp(session);
      case REST -> {
        if (rest.isEmpty()) {
          showAll(options);
        } else if (rest.size() == 1) {
          show(options, device(rest.getFirst()));
        } else {
          change(options, device(rest.getFirst()), rest.subList(1, rest.size()));
        }
        yield 0;
      }
    };
  }

  private static String device(String word) {
    boolean cut = word.indexOf(':') < 0 && word.length() > MOST_OF_NAME;
    return cut ? word.substring(0, MOST_OF_NAME) : word;
  }

  // Showing

  private void showAll(IfconfigOptions options) {
    if (session.output().isJson()) {
      printJson(faces().stream().filter(face -> options.all() || face.isUp()).toList());
      return;
    }
    Form form = options.form();
    StringBuilder text = new StringBuilder(form.heading());
    for (Face face : faces()) {
      if (options.all() || face.isUp()) {
        form.append(text, face);
      }
    }
    session.print(text);
  }

  private List<Face> faces() {
    return Faces.of(session.netAlias().kernel(), session.netAlias().view());
  }

  private void printJson(List<Face> faces) {
    List<FaceJson> values = faces.stream().map(Face::toJson).toList();
    Json.printAll(session.output().out(), FaceJson.class, values);
  }

  private void show(IfconfigOptions options, String name) {
    Form form = options.form();
    if (!session.output().isJson()) {
      session.print(form.heading());
    }
    AliasView view = session.netAlias().view();
    String wanted = name.indexOf(':') < 0 ? name : view.find(name).map(a -> a.name()).orElse(name);
    for (Face face : Faces.of(session.netAlias().kernel(), view)) {
      if (face.name().equals(wanted) && session.output().isJson()) {
        printJson(List.of(face));
        return;
      }
      if (face.name().equals(wanted)) {
        StringBuilder text = new StringBuilder();
        form.append(text, face);
        session.print(text);
        return;
      }
    }
    throw new LookException(name + ": error fetching interface information: Device not found\n", 1);
  }

  // Changing

  private void change(IfconfigOptions options, String name, List<String> words) {
    Outcome outcome = new Outcome();
    List<Step> steps = new IfconfigWords(words, new Names(session.hostNames()), outcome).read();
    outcome.settle(options.verbose());
    IfconfigChange change = new IfconfigChange(name, steps, options.verbose());
    StringBuilder warnings = new StringBuilder();
    try {
      session.change(draft -> {
        warnings.setLength(0);
        warnings.append(change.draw(draft));
      });
    } catch (KernelException refusal) {
      throw refusal.isPermission()
          ? change.forbidden(session.netAlias().view())
          : asOriginal(refusal);
    }
    session.err().print(warnings);
  }

  /** A refusal of the kernel in the original's words. */
  private static RuntimeException asOriginal(KernelException refusal) {
    Change change = refusal.change();
    String request = change == null ? null : request(change);
    if (request == null) {
      return refusal;
    }
    boolean busy = request.equals("SIOCSIFHWADDR") && refusal.errno() == Errnos.EBUSY;
    String hint = busy ? " - you may need to down the interface" : "";
    int code = request.equals("SIOCSIFFLAGS") ? 0xff : 1;
    return new LookException(request + ": " + Errnos.text(refusal) + hint + "\n", code);
  }

  private static @Nullable String request(Change change) {
    return switch (change) {
      case LinkChange(var device, LinkState before, LinkState after) ->
          before.mtu() != after.mtu()
              ? "SIOCSIFMTU"
              : before.queueLength() != after.queueLength()
                  ? "SIOCSIFTXQLEN"
                  : before.mac().equals(after.mac()) ? "SIOCSIFFLAGS" : "SIOCSIFHWADDR";
      case AddressChange address -> {
        InterfaceAddress subject = address.subject();
        boolean six = subject.local().family() == Address.INET6;
        yield six && address.after() == null ? "SIOCDIFADDR" : "SIOCSIFADDR";
      }
      default -> null;
    };
  }
}
