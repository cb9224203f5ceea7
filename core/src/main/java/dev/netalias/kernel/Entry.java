package dev.netalias.kernel;

import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Realisation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What netalias must remember because a kernel can't: a line of the registry. An entry is checked
 * against the kernel at every reading; one that the kernel contradicts is drift.
 */
public sealed interface Entry {
  /** What it is about; a registry holds one entry for a key. */
  String key();

  /** The main device that it is about; null where it is about none. */
  @Nullable Device main();

  /** The entry in words, for a plan. */
  String text();

  /**
   * An alias that the kernel does not hold whole: a closed one, or one whose name it has no place
   * for.
   *
   * @param tag the tag of its name
   * @param address what it owns, with its main device
   * @param realisation how it exists when open
   * @param open whether the kernel should have its address
   */
  record OfAlias(String tag, InterfaceAddress address, Realisation realisation, boolean open)
      implements Entry {
    @Override
    public String key() {
      return "alias " + address.device().index() + ":" + tag;
    }

    @Override
    public Device main() {
      return address.device();
    }

    /** The whole name, with the main device's name at the time of reading. */
    public String name() {
      return address.device().name() + ":" + tag;
    }

    @Override
    public String text() {
      String state = open ? "open" : "closed";
      return realisation == Realisation.DEVICE // whose own device it is, and not main
          ? "%s alias :%s %s of the device %s"
              .formatted(state, tag, address.prefix(), address.device())
          : "%s alias %s %s".formatted(state, name(), address.prefix());
    }
  }

  /**
   * How the packets of a closed alias leave when it is open: of an open one the kernel knows.
   *
   * @param main its main device
   * @param tag the tag of its name
   * @param egress how they leave
   */
  record OfEgress(Device main, String tag, Egress egress) implements Entry {
    @Override
    public String key() {
      return key(main, tag);
    }

    /** The key of what is remembered of an alias. */
    public static String key(Device main, String tag) {
      return "egress " + main.index() + ":" + tag;
    }

    @Override
    public String text() {
      return "once open, " + main.name() + ":" + tag + " " + egress;
    }
  }

  /**
   * The order of a main device's aliases in the chain, where the kernel's own order is another.
   *
   * @param main the main device
   * @param tags tags in chain order
   */
  record OfOrder(Device main, List<String> tags) implements Entry {
    /** Copies the list. */
    public OfOrder {
      tags = List.copyOf(tags);
    }

    @Override
    public boolean equals(@Nullable Object other) { // without what records link at first use
      return other instanceof OfOrder that && main.equals(that.main) && tags.equals(that.tags);
    }

    @Override
    public int hashCode() {
      return 31 * main.hashCode() + tags.hashCode();
    }

    @Override
    public String key() {
      return "order " + main.index();
    }

    @Override
    public String text() {
      return "order of the aliases of %s: %s".formatted(main, String.join(" ", tags));
    }
  }

  /**
   * An alias type that was registered.
   *
   * @param family its address family
   * @param name its name
   * @param source the jar that it was loaded from, empty where it is on the module path
   */
  record OfType(int family, String name, String source) implements Entry {
    @Override
    public @Nullable Device main() {
      return null;
    }

    @Override
    public String key() {
      return "type " + family;
    }

    @Override
    public String text() {
      return "alias type %d %s%s"
          .formatted(family, name, source.isEmpty() ? "" : " from " + source);
    }
  }

  /**
   * A bound on the slots of a main device, {@code net_alias_max}.
   *
   * @param main the main device
   * @param bound the first slot that is refused
   */
  record OfSlotBound(Device main, int bound) implements Entry {
    @Override
    public String key() {
      return "max-slot " + main.index();
    }

    @Override
    public String text() {
      return "slots of %s below %d".formatted(main, bound);
    }
  }

  /**
   * Which slots of a main device aliases have that are local routes, so that one more can be added
   * without reading a million: it may name too many, never too few.
   *
   * @param main the main device
   * @param used ranges, in order
   */
  record OfSlots(Device main, List<Range> used) implements Entry {
    /** More ranges than this are not kept. */
    public static final int MOST = 256;

    /** Copies the list. */
    public OfSlots {
      used = List.copyOf(used);
    }

    /** Slots from the first to the last. */
    public record Range(int first, int last) {
      @Override
      public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
      }
    }

    @Override
    public String key() {
      return "slots " + main.index();
    }

    @Override
    public String text() {
      List<String> words = used.stream().map(Range::toString).toList();
      String told = words.isEmpty() ? "none" : String.join(" ", words);
      return "slots of %s that are routes: %s".formatted(main, told);
    }
  }
}
