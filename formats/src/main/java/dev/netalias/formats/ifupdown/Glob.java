package dev.netalias.formats.ifupdown;

import dev.netalias.formats.Root;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Patterns of file names and of interface names: {@code *}, {@code ?}, {@code [a-z]}. */
final class Glob {
  private Glob() {}

  /** The files that a pattern matches, in the order of their characters ({@code glob(3)}). */
  static List<String> files(Root root, String pattern) {
    List<String> found = List.of(pattern.startsWith("/") ? "/" : "");
    for (String part : pattern.split("/")) {
      if (part.isEmpty()) {
        continue;
      }
      List<String> longer = new ArrayList<>();
      for (String start : found) {
        match(root, start, part, longer);
      }
      found = longer;
    }
    return found.stream().filter(name -> exists(root, name)).toList();
  }

  private static void match(Root root, String start, String part, List<String> longer) {
    String before = start.isEmpty() || start.endsWith("/") ? start : start + "/";
    if (!isPattern(part)) {
      longer.add(before + unescaped(part));
      return;
    }
    for (String name : root.names(Path.of(before.isEmpty() ? "." : before))) {
      if ((!name.startsWith(".") || part.startsWith(".")) && matches(part, name)) {
        longer.add(before + name);
      }
    }
  }

  private static boolean exists(Root root, String name) {
    try {
      return root.exists(Path.of(name));
    } catch (InvalidPathException none) {
      return false;
    }
  }

  private static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  static String unescaped(String text) {
    return text.replaceAll("\\\\(.)", "$1");
  }

  /** Whether a name matches, as {@code fnmatch(3)} has it. Takes time linear in both, at a star. */
  static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int mark = 0;
    while (n < name.length()) {
      int next = p < pattern.length() ? step(pattern, p, name.charAt(n)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = n;
      } else if (next > 0) {
        p = next;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Where the pattern goes on after one character, negative where it does not match. */
  private static int step(String pattern, int p, char c) {
    char wanted = pattern.charAt(p);
    if (wanted == '?') {
      return p + 1;
    }
    if (wanted == '[') {
      int end = pattern.indexOf(']', pattern.startsWith("[!]", p) ? p + 3 : p + 2);
      if (end > 0) {
        return inClass(pattern.substring(p + 1, end), c) ? end + 1 : -1;
      }
    }
    if (wanted == '\\' && p + 1 < pattern.length()) {
      return pattern.charAt(p + 1) == c ? p + 2 : -1;
    }
    return wanted == c ? p + 1 : -1;
  }

  private static boolean inClass(String members, char c) {
    boolean not = members.startsWith("!") || members.startsWith("^");
    boolean found = false;
    for (int i = not ? 1 : 0; i < members.length(); i++) {
      if (i + 2 < members.length() && members.charAt(i + 1) == '-') {
        found |= c >= members.charAt(i) && c <= members.charAt(i + 2);
        i += 2;
      } else {
        found |= c == members.charAt(i);
      }
    }
    return found != not;
  }
}
