package dev.netalias.cli.run;

import dev.netalias.Guard;
import dev.netalias.Severance;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Failure;
import dev.netalias.cli.print.Visible;
import dev.netalias.kernel.state.Connection;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks whoever sits at the terminal whether connections may be cut; without one it refuses. */
final class Asking implements Guard.Consent {
  private final Invocation call;

  Asking(Invocation call) {
    this.call = call;
  }

  @Override
  public Runnable about(Severance severance) {
    Surroundings at = call.surroundings();
    if (!at.isInTerminal() || !at.isErrTerminal()) {
      throw Guard.refusal(severance);
    }
    return () -> ask(severance);
  }

  private void ask(Severance severance) {
    Failure interrupted = Failures.of(Interruption.refusal());
    call.interruption().pause(() -> Failures.print(call.output(), interrupted));
    var err = call.surroundings().err();
    err.print("netalias: " + Visible.of(severance.text()) + "\nGo on? [y/N] ");
    err.flush();
    String answer = line(call.surroundings().in()).strip().toLowerCase(Locale.ROOT);
    if (!answer.equals("y") && !answer.equals("yes")) {
      throw AliasException.conflict("nothing was changed", "--force does not ask");
    }
  }

  private static String line(InputStream in) {
    StringBuilder line = new StringBuilder();
    try {
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        line.append((char) c);
      }
    } catch (IOException gone) {
      return "";
    }
    return line.toString();
  }

  /**
   * The connection that a user is logged in by.
   *
   * @param ssh {@code SSH_CONNECTION}: client, its port, server, its port; null where there is none
   */
  static @Nullable Connection login(@Nullable String ssh) {
    String[] words = ssh == null ? new String[0] : ssh.strip().split(" +", -1);
    if (words.length != 4) {
      return null;
    }
    try {
      return new Connection(true, end(words[2], words[3]), end(words[0], words[1]), 0);
    } catch (FormatException | NumberFormatException foreign) {
      return null;
    }
  }

  private static Connection.End end(String address, String port) {
    String mapped = "::ffff:";
    boolean isMapped = address.startsWith(mapped) && address.indexOf('.') > 0;
    String plain = isMapped ? address.substring(mapped.length()) : address;
    int zone = plain.indexOf('%');
    return new Connection.End(
        Address.parse(zone < 0 ? plain : plain.substring(0, zone)), Integer.parseInt(port));
  }
}
