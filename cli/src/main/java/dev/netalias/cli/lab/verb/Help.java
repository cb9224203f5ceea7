package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import java.util.ArrayList;
import java.util.List;

/** {@code help}. */
final class Help {
  private static final int WIDTH = 80;
  private static final int COLUMN = 42;

  private Help() {}

  static int run(Call call) {
    call.most(1);
    if (call.size() == 0) {
      call.out().print(all(call.place().outside().commands()));
      return 0;
    }
    String name = call.words().get(1);
    List<Verb> verbs = named(name);
    if (!verbs.isEmpty()) {
      StringBuilder text = new StringBuilder();
      verbs.forEach(v -> append(text, v));
      call.out().print(text);
      return 0;
    }
    if (!call.place().outside().commands().contains(name)) {
      throw AliasException.usage("there is no command '" + name + "'", "help lists them");
    }
    return call.place().run(call.host(), List.of(name, "--help"));
  }

  private static List<Verb> named(String name) {
    List<Verb> found = new ArrayList<>();
    for (List<Verb> some : List.of(Verbs.OF_HOST, Verbs.OF_LAB)) {
      some.stream().filter(v -> v.name().equals(name)).forEach(found::add);
    }
    if (found.isEmpty()) {
      Verbs.named(name).ifPresent(found::add);
    }
    return found;
  }

  private static String all(List<String> commands) {
    StringBuilder text = new StringBuilder("On a host, also with /sbin/ before the name:\n");
    Verbs.OF_HOST.forEach(v -> append(text, v));
    text.append("Commands of netalias, with or without the word netalias ('help add'):\n ");
    int width = 1;
    for (String command : commands) {
      if (width + 1 + command.length() > WIDTH) {
        text.append("\n ");
        width = 1;
      }
      text.append(' ').append(command);
      width += 1 + command.length();
    }
    text.append("\nOf the lab:\n");
    Verbs.OF_LAB.forEach(v -> append(text, v));
    return text.toString();
  }

  private static void append(StringBuilder text, Verb verb) {
    String line = "  " + verb.name() + " " + verb.usage();
    text.append(line).repeat(' ', Math.max(2, COLUMN - line.length()));
    text.append(verb.help()).append('\n');
  }
}
