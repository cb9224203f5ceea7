package dev.netalias.cli.lab.verb;

import dev.netalias.NetAlias;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.cli.lab.around.Outside;
import dev.netalias.cli.lab.around.Streams;
import dev.netalias.embedded.lab.LabHost;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.Address;
import java.io.PrintStream;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One line, typed on a host.
 *
 * @param place where
 * @param host the host
 * @param words the words, the command's name first
 */
public record Call(Place place, LabHost host, List<String> words) {
  /** Where lines are typed. */
  public interface Place {
    /** The hosts and wires. */
    Scene scene();

    /** Where is printed. */
    Streams streams();

    /** What the lab needs of the commands around it. */
    Outside outside();

    /** Runs another line, on a host. */
    int run(LabHost host, List<String> words);

    /** What the line before this one has printed. */
    String lastOutput();

    /** Ends the lab, with an exit code, after this line. */
    void end(int exitCode);
  }

  Scene scene() {
    return place.scene();
  }

  PrintStream out() {
    return place.streams().out();
  }

  PrintStream err() {
    return place.streams().err();
  }

  /** The aliases of the host. */
  NetAlias net() {
    return host.net();
  }

  /** How many words there are behind the name. */
  int size() {
    return words.size() - 1;
  }

  /** A word behind the name, the first being 1; wrong usage where it is missing. */
  String word(int number, String label) {
    if (number >= words.size()) {
      throw AliasException.usage(label + " is missing", "help " + words.getFirst());
    }
    return words.get(number);
  }

  /** Refuses more words than these. */
  void most(int number) {
    if (size() > number) {
      throw AliasException.usage(
          "'" + words.get(number + 1) + "' is one word too many", "help " + words.getFirst());
    }
  }

  /** A refusal of a word that means nothing here. */
  AliasException strange(String word) {
    return AliasException.usage(
        "'%s' means nothing to %s".formatted(word, words.getFirst()), "help " + words.getFirst());
  }

  /** The same call without the first so many words. */
  Call behind(int number) {
    return new Call(place, host, words.subList(number, words.size()));
  }

  /** The address that {@code -I} names: an alias's, a main device's, or itself. */
  Address source(String word, int family) {
    AliasView view = net().view();
    Optional<Alias> alias = view.find(word);
    if (alias.isPresent()) {
      return alias.get().address();
    }
    Optional<Link> link = view.snapshot().link(word);
    if (link.isEmpty()) {
      int colon = word.indexOf(':');
      if (colon > 0 && view.block(word.substring(0, colon)).isPresent()) {
        throw AliasException.notFound("there is no alias '" + word + "'", "list shows them");
      }
      return Address.parse(word);
    }
    return view.snapshot().addressesOf(link.get().device()).stream()
        .map(InterfaceAddress::local)
        .filter(local -> local.family() == family)
        .findFirst()
        .orElseThrow(() -> AliasException.conflict(word + " has no address", ""));
  }

  /** An address, or the first one of the host of a name. */
  Address address(String word) {
    try {
      return scene().names().addresses(word).stream()
          .findFirst()
          .orElseThrow(() ->
              AliasException.conflict(
                  "host '" + word + "' has no address", "on " + word + " ifconfig eth0 ADDRESS"));
    } catch (UnknownHostException noHost) {
      return Address.parse(word);
    }
  }

  boolean await(BooleanSupplier done, Duration most) {
    return scene().await(done, most, out());
  }
}
