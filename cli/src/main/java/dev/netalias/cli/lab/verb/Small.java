package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import java.lang.module.ModuleDescriptor;
import java.time.Duration;

/** What takes a line or two. */
final class Small {
  private Small() {}

  static int echo(Call call) {
    call.out().print(String.join(" ", call.behind(1).words()) + "\n");
    return 0;
  }

  static int uname(Call call) {
    call.most(1);
    if (call.size() == 1 && !call.words().get(1).equals("-r")) {
      throw call.strange(call.words().get(1));
    }
    call.out().print((call.size() == 0 ? "netalias" : release()) + "\n");
    return 0;
  }

  /** What {@code uname -r} prints: the kernel is netalias itself. */
  static String release() {
    ModuleDescriptor module = Small.class.getModule().getDescriptor();
    return module == null ? "lab" : module.rawVersion().orElse("lab");
  }

  static int sleep(Call call) {
    Duration time = Durations.parse(call.word(1, "TIME"));
    call.most(1);
    call.await(() -> false, time);
    return call.scene().isInterrupted() ? 130 : 0;
  }

  static int not(Call call) {
    call.word(1, "COMMAND");
    int exitCode = call.place().run(call.host(), call.behind(1).words());
    if (exitCode != 0) {
      return 0;
    }
    throw AliasException.conflict("'%s' did not fail".formatted(words(call)), "");
  }

  private static String words(Call call) {
    return String.join(" ", call.behind(1).words());
  }

  static int exit(Call call) {
    call.most(1);
    int code = 0;
    if (call.size() == 1) {
      String word = call.words().get(1);
      if (!word.matches("\\d{1,3}") || Integer.parseInt(word) > 255) {
        throw AliasException.usage("'" + word + "' is not an exit code", "0 to 255");
      }
      code = Integer.parseInt(word);
    }
    call.place().end(code);
    return code;
  }
}
