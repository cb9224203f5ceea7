package dev.netalias.formats.ifupdown;

import dev.netalias.formats.RefusedException;
import dev.netalias.plan.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one file, line by line, as {@code read_interfaces_defn} does. */
final class Parser {
  /** What ifupdown on Linux has. */
  private static final Map<String, Set<String>> METHODS =
      Map.of(
          "inet",
          Set.of(
              "loopback", "static", "manual", "dhcp", "bootp", "tunnel", "ppp", "wvdial", "ipv4ll"),
          "inet6",
          Set.of("auto", "loopback", "static", "manual", "dhcp", "tunnel", "v4tunnel", "6to4"),
          "ipx",
          Set.of("static", "dynamic"),
          "can",
          Set.of("static"),
          "meta",
          Set.of("none"));

  private static final String INHERITS = "inherits";

  private final Interfaces all;
  private final String file;
  private final String text;
  private final List<Stanza> stanzas = new ArrayList<>();
  private @Nullable RefusedException refusal;

  /** The stanza that options belong to, where there is one. */
  private @Nullable Open open;

  /** A stanza that is being read. */
  private sealed interface Open {
    /** An iface stanza, its options still to come. */
    record Iface(Stanza.Iface begun, List<Stanza.Option> options, List<Stanza.Names> marks)
        implements Open {}

    /** A mapping. */
    record Mapping(boolean[] hasScript) implements Open {}
  }

  Parser(Interfaces all, String file, String text) {
    this.all = all;
    this.file = file;
    this.text = text;
  }

  /** Where and why ifupdown would read no further, if it would not. */
  Optional<RefusedException> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Reads it all, or as far as ifupdown does. */
  void parse() {
    for (Line line : Line.of(text)) {
      if (!read(line)) {
        break;
      }
    }
    close();
    all.add(new InterfacesFile(file, text, stanzas));
  }

  private boolean read(Line line) {
    String word = line.first();
    switch (word) {
      case "mapping" -> {
        close();
        Stanza.Mapping mapping = new Stanza.Mapping(line, after(line));
        stanzas.add(mapping);
        all.add(mapping);
        open = new Open.Mapping(new boolean[1]);
        return true;
      }
      case "source" -> {
        return source(line, false);
      }
      case "iface" -> {
        return iface(line);
      }
      case "auto", "no-auto-down", "no-scripts" -> {
        return names(line, word);
      }
      case "rename" -> {
        close();
        stanzas.add(new Stanza.Names(line, word, after(line)));
        return true;
      }
      default -> {
        if (word.startsWith("source-dir")) {
          return source(line, true);
        }
        return word.startsWith("allow-") && word.length() > 6
            ? names(line, word)
            : option(line, word);
      }
    }
  }

  private static List<String> after(Line line) {
    List<String> words = line.words();
    return words.subList(1, words.size());
  }

  private boolean refuse(Line line, String reason) {
    refusal = new RefusedException(new Place(file, line.number(), 0), reason);
    return false;
  }

  /** Ends the stanza that is being read. */
  private void close() {
    if (open instanceof Open.Iface(Stanza.Iface begun, var options, var marks)) {
      Stanza.Iface whole =
          new Stanza.Iface(
              begun.file(),
              begun.head(),
              begun.name(),
              begun.family(),
              begun.method(),
              begun.inherited(),
              options,
              marks);
      stanzas.add(whole);
      all.add(whole);
    }
    open = null;
  }

  private boolean source(Line line, boolean directory) {
    close();
    Stanza.Source source = new Stanza.Source(line, directory, line.rest());
    stanzas.add(source);
    all.source(file, source);
    return true;
  }

  private boolean names(Line line, String keyword) {
    Stanza.Names names = new Stanza.Names(line, keyword, after(line));
    String kind = names.allowed();
    if (names.names().isEmpty() && open instanceof Open.Iface iface) {
      iface.marks().add(names);
      if (!kind.isEmpty()) {
        all.allow(kind, iface.begun().name());
      }
      return true;
    }
    close();
    stanzas.add(names);
    if (!kind.isEmpty()) {
      names.names().forEach(name -> all.allow(kind, name));
    }
    return true;
  }

  private boolean iface(Line line) {
    close();
    List<String> words = after(line);
    if (words.isEmpty()) {
      return refuse(line, "an iface line needs a name");
    }
    String family = words.size() > 1 && METHODS.containsKey(words.get(1)) ? words.get(1) : null;
    boolean bare = family == null && words.size() > 1 && words.get(1).equals(INHERITS);
    if (family == null && !bare) {
      return refuse(
          line, "'%s' is no address family".formatted(words.size() > 1 ? words.get(1) : ""));
    }
    String method = null;
    int next = 2;
    if (family != null) {
      String word = words.size() > 2 ? words.get(2) : "";
      boolean known = METHODS.getOrDefault(family, Set.of()).contains(word);
      if (!known && !word.equals(INHERITS)) {
        return refuse(line, "'%s' is no method of %s".formatted(word, family));
      }
      method = known ? word : null;
      next = 3;
    }
    boolean inherits = method == null;
    if (!inherits && words.size() > next) {
      inherits = words.get(next++).equals(INHERITS);
      if (!inherits) {
        all.note(place(line), "ifupdown ignores '%s'".formatted(words.get(next - 1)));
      }
    }
    if (!inherits) {
      return begin(line, words.getFirst(), new Kind(orEmpty(family), orEmpty(method)), List.of());
    }
    return inherit(line, words, next, new Kind(orEmpty(family), orEmpty(method)));
  }

  private record Kind(String family, String method) {}

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private boolean inherit(Line line, List<String> words, int next, Kind kind) {
    if (words.size() <= next) {
      return refuse(line, "'inherits' needs the name of an interface");
    }
    String other = words.get(next);
    Optional<Stanza.Iface> from = all.iface(other, kind.family.isEmpty() ? null : kind.family);
    if (from.isEmpty()) {
      return refuse(
          line,
          "there is no iface '%s' %sbefore this line"
              .formatted(other, kind.family.isEmpty() ? "" : "of " + kind.family + " "));
    }
    Stanza.Iface one = from.get();
    return begin(
        line,
        words.getFirst(),
        new Kind(
            kind.family.isEmpty() ? one.family() : kind.family,
            kind.method.isEmpty() ? one.method() : kind.method),
        one.options());
  }

  private boolean begin(Line line, String name, Kind kind, List<Stanza.Option> inherited) {
    Stanza.Iface begun =
        new Stanza.Iface(
            file, line, name, kind.family, kind.method, inherited, List.of(), List.of());
    open = new Open.Iface(begun, new ArrayList<>(), new ArrayList<>());
    return true;
  }

  private Place place(Line line) {
    return new Place(file, line.number(), 0);
  }

  private boolean option(Line line, String word) {
    switch (open) {
      case Open.Iface iface -> {
        if (line.rest().isEmpty()) {
          return refuse(line, "the option '%s' has no value".formatted(word));
        }
        String name = word.equals("post-up") ? "up" : word.equals("pre-down") ? "down" : word;
        iface.options().add(new Stanza.Option(name, line.rest(), line));
        return true;
      }
      case Open.Mapping mapping -> {
        if (word.equals("script") && mapping.hasScript()[0]) {
          return refuse(line, "a mapping has one script");
        }
        mapping.hasScript()[0] |= word.equals("script");
        return word.equals("script")
            || word.equals("map")
            || refuse(line, "'%s' is no word of a mapping".formatted(word));
      }
      case null -> {
        return refuse(line, "'%s' belongs to no stanza".formatted(word));
      }
    }
  }
}
