package dev.netalias.formats.ifupdown;

import dev.netalias.formats.DeviceCommands;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stanza of {@code interfaces(5)}, with the lines that it is made of. */
sealed interface Stanza {
  /** Its first line. */
  Line head();

  /**
   * {@code auto}, {@code allow-CLASS}, {@code no-auto-down}, {@code no-scripts}, {@code rename}.
   *
   * @param keyword the first word
   * @param names what it names; empty where it stands in an iface stanza and means that one
   */
  record Names(Line head, String keyword, List<String> names) implements Stanza {
    /** Copies the list. */
    public Names {
      names = List.copyOf(names);
    }

    /** The class of which it says that an interface is, empty where it says something else. */
    String allowed() {
      return keyword.equals("auto")
          ? keyword
          : keyword.startsWith("allow-") ? keyword.substring(6) : "";
    }
  }

  /**
   * {@code source}, {@code source-directory}.
   *
   * @param directory whether it names folders
   * @param pattern what it names
   */
  record Source(Line head, boolean directory, String pattern) implements Stanza {}

  /**
   * {@code mapping}: kept, never run.
   *
   * @param patterns which interfaces it is for
   */
  record Mapping(Line head, List<String> patterns) implements Stanza {
    /** Copies the list. */
    public Mapping {
      patterns = List.copyOf(patterns);
    }
  }

  /**
   * One option.
   *
   * @param name its name; {@code post-up} is {@code up}, {@code pre-down} is {@code down}
   * @param line where it stands
   */
  record Option(String name, String value, Line line) {
    boolean isHook() {
      return switch (name) {
        case "pre-up", "up", "down", "post-down" -> true;
        default -> false;
      };
    }
  }

  /**
   * {@code iface}.
   *
   * @param file the file that it stands in
   * @param name the logical interface
   * @param family {@code inet}, {@code inet6}, …
   * @param method {@code static}, {@code manual}, …
   * @param inherited the options of the stanza that it inherits from
   * @param own the options in it
   * @param marks lines in it that say something of it, such as {@code auto} without a name
   */
  record Iface(
      String file,
      Line head,
      String name,
      String family,
      String method,
      List<Option> inherited,
      List<Option> own,
      List<Names> marks)
      implements Stanza {
    /** Copies the lists. */
    public Iface {
      inherited = List.copyOf(inherited);
      own = List.copyOf(own);
      marks = List.copyOf(marks);
    }

    /** All options, inherited ones first. */
    List<Option> options() {
      List<Option> all = new ArrayList<>(inherited);
      all.addAll(own);
      return all;
    }

    /** What its commands make of devices, those that raise it and those that close it. */
    DeviceCommands devices(String interfaceName) {
      List<String> commands = options().stream().filter(Option::isHook).map(Option::value).toList();
      return DeviceCommands.of(commands, interfaceName);
    }

    /** The value of an option; of one that is said several times, all of them in lines. */
    @Nullable String value(String option) {
      StringBuilder value = new StringBuilder();
      boolean found = false;
      for (Option each : options()) {
        if (each.name().equals(option)) {
          value.append(found ? "\n" : "").append(each.value());
          found = true;
        }
      }
      return found ? value.toString() : null;
    }

    /** Where the line after its last one begins. */
    int end() {
      int end = head.end();
      for (Option each : own) {
        end = Math.max(end, each.line().end());
      }
      for (Names each : marks) {
        end = Math.max(end, each.head().end());
      }
      return end;
    }

    boolean is(String wantedFamily, String wantedMethod) {
      return family.equals(wantedFamily) && method.equals(wantedMethod);
    }
  }
}
