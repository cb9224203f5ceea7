package dev.netalias.cli.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The options of a {@code route} line, read as {@code getopt_long(3)} does: they may stand
 * anywhere, several letters together, long ones shortened as long as they are told apart.
 */
final class RouteOptions {
  private static final List<String> FAMILY_OPTIONS =
      List.of(
          "ax25",
          "x25",
          "ip",
          "ipx",
          "appletalk",
          "netrom",
          "inet",
          "inet6",
          "ddp",
          "rose",
          "unix",
          "bluetooth",
          "tcpip");

  private static final List<String> LONG_OPTIONS =
      List.of(
          "extend",
          "verbose",
          "version",
          "numeric",
          "symbolic",
          "protocol",
          "cache",
          "fib",
          "help");

  private static final String LETTERS = "eCFhnN64Vv?";

  private static final Set<String> FAMILIES =
      Set.of(
          "ax25",
          "inet",
          "inet6",
          "ipx",
          "rose",
          "ddp",
          "netrom",
          "unix",
          "ec",
          "x25",
          "ash",
          "bluetooth");

  /** The words that are no options, {@code -net} and {@code -host} among them. */
  final List<String> words = new ArrayList<>();

  /** The address families, in the order given. */
  final List<String> families = new ArrayList<>();

  /** What is printed to standard error about options on the way. */
  final StringBuilder complaints = new StringBuilder();

  /** How many times {@code -e} was given, and one. */
  int detail = 1;

  boolean numeric;
  boolean cache;
  boolean fib;
  boolean help;
  boolean version;

  private final String program;

  private RouteOptions(String program) {
    this.program = program;
  }

  /**
   * Reads them.
   *
   * @param program the name that complaints begin with
   */
  static RouteOptions read(String program, List<String> words) {
    RouteOptions options = new RouteOptions(program);
    Words rest = new Words(words, Usage::route);
    boolean optionsOver = false;
    while (rest.hasNext() && !options.version) {
      String word = rest.next();
      if (optionsOver || isWord(word)) {
        options.words.add(word);
      } else if (word.equals("--")) {
        optionsOver = true;
      } else if (word.startsWith("--")) {
        options.longOption(word.substring(2), rest);
      } else {
        options.letters(word, rest);
      }
    }
    return options;
  }

  private static boolean isWord(String word) {
    return !word.startsWith("-") || word.equals("-") || word.equals("-net") || word.equals("-host");
  }

  private void letters(String word, Words rest) {
    for (int i = 1; i < word.length() && !version; i++) {
      char letter = word.charAt(i);
      if (letter == 'A') {
        String attached = word.substring(i + 1);
        if (attached.isEmpty() && !rest.hasNext()) {
          complaints.append(program).append(": option requires an argument -- 'A'\n");
          help = true;
        } else {
          family(attached.isEmpty() ? rest.next() : attached);
        }
        return;
      }
      if (LETTERS.indexOf(letter) < 0) {
        complaints.append(program).append(": invalid option -- '").append(letter).append("'\n");
        help = true;
      } else {
        letter(letter);
      }
    }
  }

  private void letter(char letter) {
    switch (letter) {
      case 'e' -> detail++;
      case 'C' -> cache = true;
      case 'F' -> fib = true;
      case 'n', 'N' -> numeric = true; // the original takes -N for -n here
      case '6' -> family("inet6");
      case '4' -> family("inet");
      case 'V' -> version = true;
      case 'v' -> {}
      default -> help = true;
    }
  }

  private void longOption(String option, Words rest) {
    int equals = option.indexOf('=');
    String name = equals < 0 ? option : option.substring(0, equals);
    List<String> candidates = candidates(name);
    if (candidates.size() != 1) {
      complain(option, name, candidates);
      return;
    }
    String found = candidates.getFirst();
    boolean takesOne = found.equals("protocol");
    if (takesOne ? equals < 0 && !rest.hasNext() : equals >= 0) {
      String verb = takesOne ? "requires" : "doesn't allow";
      complaints.append(program).append(": option '--" + found + "' " + verb + " an argument\n");
      help = true;
      return;
    }
    if (FAMILY_OPTIONS.contains(found)) {
      family(found);
    } else if (found.equals("protocol")) {
      family(equals < 0 ? rest.next() : option.substring(equals + 1));
    } else {
      letter(
          switch (found) {
            case "extend" -> 'e';
            case "version" -> 'V';
            case "numeric", "symbolic" -> 'n';
            case "cache" -> 'C';
            case "fib" -> 'F';
            case "verbose" -> 'v';
            default -> 'h';
          });
    }
  }

  private static List<String> candidates(String name) {
    List<String> all = new ArrayList<>(FAMILY_OPTIONS);
    all.addAll(LONG_OPTIONS);
    if (all.contains(name)) {
      return List.of(name);
    }
    all.removeIf(option -> !option.startsWith(name));
    // All families lead to the same place in the C library's eyes: it takes the first of them.
    return FAMILY_OPTIONS.containsAll(all) && !all.isEmpty() ? List.of(all.getFirst()) : all;
  }

  private void complain(String option, String name, List<String> candidates) {
    help = true;
    if (candidates.isEmpty()) {
      complaints.append(program).append(": unrecognized option '--").append(option).append("'\n");
      return;
    }
    complaints
        .append(program)
        .append(": option '--")
        .append(name)
        .append("' is ambiguous; possibilities:");
    candidates.forEach(c -> complaints.append(" '--").append(c).append("'"));
    complaints.append("\n");
  }

  /** Families with commas between them. */
  private void family(String list) {
    for (String word : list.split(",", -1)) {
      String family =
          switch (word) {
            case "ip", "tcpip" -> "inet";
            case "ip6" -> "inet6";
            case "appletalk" -> "ddp";
            case "econet" -> "ec";
            default -> word;
          };
      if (!FAMILIES.contains(family) || word.equals("ec")) {
        throw new LookException(complaints + "Unknown address family `" + word + "'.\n", 1);
      }
      families.add(family);
    }
  }
}
