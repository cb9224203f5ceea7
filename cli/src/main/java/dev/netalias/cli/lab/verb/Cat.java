package dev.netalias.cli.lab.verb;

import java.util.List;
import java.util.regex.Pattern;

/** {@code cat /proc/net/aliases}, {@code cat /proc/net/alias*}: files, patterns of a shell too. */
final class Cat {
  private static final String FOLDER = "/proc/net/";

  private Cat() {}

  static int run(Call call) {
    call.word(1, "FILE");
    int exitCode = 0;
    for (String file : call.behind(1).words()) {
      List<String> names = file.startsWith(FOLDER) ? fitting(file) : List.of();
      if (names.isEmpty()) {
        call.err().print("cat: " + file + ": No such file or directory\n");
        exitCode = 1;
      }
      names.forEach(name -> call.out().print(ProcFiles.text(call.net(), name)));
    }
    return exitCode;
  }

  private static List<String> fitting(String file) {
    String pattern = Pattern.quote(file.substring(FOLDER.length()));
    Pattern wanted = Pattern.compile(pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    return ProcFiles.NAMES.stream().filter(n -> wanted.matcher(n).matches()).toList();
  }
}
