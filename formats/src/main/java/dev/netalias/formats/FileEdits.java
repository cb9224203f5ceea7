package dev.netalias.formats;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Edits of several files, gathered. */
public final class FileEdits {
  private final Map<String, String> before = new LinkedHashMap<>();
  private final Map<String, List<TextEdit>> edits = new LinkedHashMap<>();

  /** Looks at a file; what it is to be starts as what is in it. */
  public void look(String file, String text) {
    before.putIfAbsent(file, text);
  }

  /** Puts a text in the place of some characters. */
  public void replace(String file, int start, int end, String text) {
    edits.computeIfAbsent(file, f -> new ArrayList<>()).add(new TextEdit(start, end, text));
  }

  /** What is in a file before. */
  public String before(String file) {
    return before.getOrDefault(file, "");
  }

  /** The files that were looked at, as they are to be. */
  public List<Edited.File> files(Charset charset) {
    List<Edited.File> files = new ArrayList<>();
    before.forEach((name, text) -> {
      String after = TextEdit.apply(text, edits.getOrDefault(name, List.of()));
      files.add(new Edited.File(Path.of(name), text.getBytes(charset), after.getBytes(charset)));
    });
    return files;
  }
}
