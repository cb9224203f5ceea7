package dev.netalias.layers;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which package may use which, as a table: a package below {@code dev.netalias} a line, then a
 * colon and what it may use. A dot stands for {@code dev.netalias} itself; {@code a.*} for {@code
 * a} and all that lies below it.
 */
record Layers(Map<String, Set<String>> table) {

  private static final String ROOT = "dev.netalias";

  /** A type's name in the class file form, in a descriptor or signature too. */
  private static final Pattern TYPE = Pattern.compile("(dev/netalias(?:/[a-z]\\w*)*)/[A-Z]");

  static Layers parse(String text) {
    Map<String, Set<String>> table = new HashMap<>();
    for (String line : text.strip().split("\n")) {
      String[] row = line.split(":");
      Set<String> mayUse =
          Arrays.stream(row.length > 1 ? row[1].strip().split("\\s+") : new String[0])
              .collect(Collectors.toUnmodifiableSet());
      if (table.put(row[0].strip(), mayUse) != null) {
        throw new IllegalArgumentException("two rows for " + row[0]);
      }
    }
    return new Layers(Map.copyOf(table));
  }

  /** What one class does that its row does not allow; empty where it keeps to it. */
  Optional<String> violation(byte[] classFile) {
    ClassModel type = ClassFile.of().parse(classFile);
    String name = type.thisClass().asInternalName();
    if (name.equals("module-info")) {
      return Optional.empty();
    }
    String from = below(name.substring(0, name.lastIndexOf('/')));
    Set<String> row = table.get(from);
    if (row == null) {
      return Optional.of("package " + from + " is not in the table (" + name + ")");
    }
    Set<String> refused = new TreeSet<>(uses(type));
    refused.remove(from);
    refused.removeIf(used -> row.stream().anyMatch(pattern -> covers(pattern, used)));
    return refused.isEmpty()
        ? Optional.empty()
        : Optional.of("package " + from + " may not use " + refused + " (" + name + ")");
  }

  private static Set<String> uses(ClassModel type) {
    Set<String> packages = new TreeSet<>();
    for (PoolEntry entry : type.constantPool()) {
      if (entry instanceof Utf8Entry text) {
        TYPE.matcher(text.stringValue()).results().forEach(m -> packages.add(below(m.group(1))));
      }
    }
    return packages;
  }

  private static boolean covers(String pattern, String used) {
    if (!pattern.endsWith(".*")) {
      return pattern.equals(used);
    }
    String top = pattern.substring(0, pattern.length() - 2);
    return used.equals(top) || used.startsWith(top + ".");
  }

  private static String below(String internalPackage) {
    String name = internalPackage.replace('/', '.');
    return name.equals(ROOT) ? "." : name.substring(ROOT.length() + 1);
  }
}
