package dev.netalias.cli.run;

import dev.netalias.Guard;
import dev.netalias.Severance;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Failure;
import dev.netalias.cli.print.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

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
}
