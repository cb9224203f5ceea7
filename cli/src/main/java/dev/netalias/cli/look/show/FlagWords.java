package dev.netalias.cli.look.show;

import dev.netalias.kernel.state.Link;
import java.util.Arrays;
import java.util.List;

/** The words for flags in a block, in their order. */
final class FlagWords {
  private record Word(int flag, String word) {}

  private static final Word[] WORDS = {
    new Word(Link.UP, "UP"),
    new Word(Link.BROADCAST, "BROADCAST"),
    new Word(Form.DEBUG, "DEBUG"),
    new Word(Link.LOOPBACK, "LOOPBACK"),
    new Word(Link.POINT_TO_POINT, "POINTOPOINT"),
    new Word(Link.NO_TRAILERS, "NOTRAILERS"),
    new Word(Link.RUNNING, "RUNNING"),
    new Word(Link.NO_ARP, "NOARP"),
    new Word(Link.PROMISCUOUS, "PROMISC"),
    new Word(Link.ALL_MULTICAST, "ALLMULTI"),
    new Word(Form.SLAVE, "SLAVE"),
    new Word(Form.MASTER, "MASTER"),
    new Word(Link.MULTICAST, "MULTICAST"),
    new Word(Link.DYNAMIC, "DYNAMIC"),
  };

  private FlagWords() {}

  static boolean any(Face face) {
    for (Word word : WORDS) {
      if (face.has(word.flag)) {
        return true;
      }
    }
    return false;
  }

  /** The words of all flags that are set. */
  static List<String> of(Face face) {
    return Arrays.stream(WORDS).filter(w -> face.has(w.flag)).map(Word::word).toList();
  }

  /** The words of all flags that are set, with something between them. */
  static void add(Columns text, Face face, String between) {
    text.add(String.join(between, of(face)));
  }
}
