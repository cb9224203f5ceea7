package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** {@code arp} of net-tools: lists neighbours, {@code -d} deletes one, {@code -s} sets one. */
final class ArpVerb {
  private static final String HEADING =
      "Address                  HWtype  HWaddress           Flags Mask            Iface\n";

  private ArpVerb() {}

  static int run(Call call) {
    char what = ' ';
    List<String> words = new ArrayList<>();
    for (String word : call.behind(1).words()) {
      switch (word) {
        case "-n", "-a", "-e", "-an", "-na", "-en", "-ne" -> {}
        case "-d", "-s" -> what = word.charAt(1);
        default -> words.add(word);
      }
    }
    words.stream()
        .filter(w -> w.startsWith("-"))
        .findFirst()
        .ifPresent(w -> {
          throw call.strange(w);
        });
    int most = what == 's' ? 2 : 1;
    if (words.size() > most || words.size() < most && what != ' ') {
      throw AliasException.usage(
          words.size() > most ? "there are too many words" : "a word is missing", "help arp");
    }
    if (what == 's') {
      set(call, Address.parse(words.getFirst()), Mac.parse(words.get(1)));
      return 0;
    }
    return what == 'd' ? delete(call, words.getFirst()) : list(call, words);
  }

  private static int list(Call call, List<String> only) {
    Predicate<Neighbour> wanted = n -> true;
    if (!only.isEmpty()) {
      Address address = Address.parse(only.getFirst());
      wanted = n -> n.address().equals(address);
    }
    Owners owners = new Owners(call.net().view());
    StringBuilder text = new StringBuilder();
    for (Neighbour n : ProcFiles.neighbours(call.net())) {
      if (wanted.test(n)) {
        int flags = ProcFiles.flags(n);
        boolean known = (flags & ProcFiles.COMPLETE) != 0;
        String letters = known ? (flags & ProcFiles.PERMANENT) == 0 ? "C" : "CM" : "";
        text.append(
            "%-23.23s  %-8.8s%-20.20s%-6.6s%-15.15s %s\n"
                .formatted(
                    n.address(),
                    known ? "ether" : "",
                    known ? n.mac() : "(incomplete)",
                    letters,
                    "",
                    owners.of(n)));
      }
    }
    if (!text.isEmpty()) {
      call.out().print(HEADING + text);
    } else if (!only.isEmpty()) {
      call.out().print("%s (%1$s) -- no entry\n".formatted(only.getFirst()));
    }
    return 0;
  }

  private static int delete(Call call, String text) {
    Address address = Address.parse(text);
    for (Neighbour n : ProcFiles.neighbours(call.net())) {
      if (n.address().equals(address)) {
        call.net().run(draft -> draft.add(NeighbourChange.remove(n)));
        return 0;
      }
    }
    call.err().print("No ARP entry for " + text + "\n");
    return 255;
  }

  private static void set(Call call, Address address, Mac mac) {
    Snapshot snapshot = call.net().view().snapshot();
    Device device =
        snapshot.addresses().stream()
            .filter(a -> a.subnet().contains(address))
            .map(InterfaceAddress::device)
            .findFirst()
            .orElseThrow(() ->
                new KernelException("SIOCSARP", KernelException.ENODEV, "No such device", null));
    Neighbour wanted = new Neighbour(device, address, mac, Neighbour.PERMANENT, 0);
    Neighbour before =
        ProcFiles.neighbours(call.net()).stream()
            .filter(n -> n.address().equals(address))
            .findFirst()
            .orElse(null);
    call.net().run(draft -> draft.add(new NeighbourChange(before, wanted)));
  }
}
