package dev.netalias.cli.lab.verb;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.lab.around.Streams;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code netstat -i} and {@code netstat -rn} of net-tools, which print by the look-alikes. */
final class NetstatVerb {
  private static final String HEADING =
      "Iface             MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n";

  private NetstatVerb() {}

  static int run(Call call) {
    String letters = "";
    for (String word : call.behind(1).words()) {
      if (!word.matches("-[aeinrv]+")) {
        throw call.strange(word);
      }
      letters += word.substring(1);
    }
    boolean devices = letters.contains("i");
    if (devices == letters.contains("r")) {
      throw AliasException.usage("netstat shows devices or routes", "netstat -i, netstat -rn");
    }
    return devices
        ? devices(call, letters)
        : call.place().run(call.host(), List.of("route", letters.contains("n") ? "-en" : "-e"));
  }

  /** As {@code ifconfig -s}, but for the heading, which is as wide as the columns here. */
  private static int devices(Call call, String letters) {
    List<String> words = new ArrayList<>(List.of("ifconfig"));
    if (letters.contains("a")) {
      words.add("-a");
    }
    call.out().print("Kernel Interface table\n");
    if (letters.contains("e")) {
      return call.place().run(call.host(), words);
    }
    words.add("-s");
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    PrintStream into = new PrintStream(table, true, StandardCharsets.UTF_8);
    NetAlias host = NetAlias.over(new BorrowedKernel(call.host().kernel()));
    Streams streams = new Streams(into, call.err(), false);
    int exitCode = call.place().outside().run(host, call.scene().names(), streams, words);
    String text = table.toString(StandardCharsets.UTF_8);
    call.out().print(HEADING + text.substring(text.indexOf('\n') + 1));
    return exitCode;
  }
}
