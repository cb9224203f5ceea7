package dev.netalias.cli.doc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The man pages, section 8: one of netalias, one of each command. */
public final class ManPages {
  private static final String[][] EXIT_CODES = {
    {"0", "done"},
    {"1", "refused by the kernel, or a conflict with what is there"},
    {"2", "wrong usage or bad input"},
    {"3", "the address is in use on the network"},
    {"4", "no permission"},
    {"5", "not found"},
    {"130", "interrupted"},
  };

  /** Of the look-alikes: what the originals end with. */
  private static final Map<String, String[][]> CODES_OF_ORIGINALS =
      Map.of(
          "ifconfig",
          new String[][] {
            {"0", "done"},
            {"1", "refused, by the kernel too, or wrong usage"},
            {"255", "a flag was refused: the device is not there, or permission is missing"},
          },
          "route",
          new String[][] {
            {"0", "done"},
            {"1", "the family of addresses is not known, or has no table"},
            {"3", "wrong usage"},
            {"6", "a name was not found"},
            {"7", "refused by the kernel, for want of permission too"},
          });

  private final CommandLine tree;
  private final String version;

  /** Of a tree of commands. */
  public ManPages(CommandLine tree, String version) {
    this.tree = tree;
    this.version = version;
  }

  /** The pages by the names of their files. */
  public Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("netalias.8", ofAll());
    tree.getSubcommands()
        .forEach((name, line) -> pages.put("netalias-" + name + ".8", ofCommand(name, line)));
    return pages;
  }

  private String ofAll() {
    CommandSpec spec = tree.getCommandSpec();
    Roff page = heading("netalias", spec);
    page.request("SH", "SYNOPSIS")
        .raw(
            Roff.bold("netalias")
                + " ["
                + Roff.italic("OPTION")
                + "]... "
                + Roff.italic("COMMAND")
                + " ["
                + Roff.italic("WORD")
                + "]...");
    page.request("SH", "DESCRIPTION");
    page.text(
        "An alias is a device stacked on a main device: eth0:0 on eth0. It owns one address,"
            + " has a state of its own, and is deleted by its name. A name is split at its first"
            + " colon; what stands behind it, the tag, is a slot (a number) or a word.");
    page.request("SH", "COMMANDS");
    for (Map.Entry<String, CommandLine> command : tree.getSubcommands().entrySet()) {
      page.request("TP").raw(Roff.bold(command.getKey()));
      page.text(line(command.getValue().getCommandSpec().usageMessage().header()));
    }
    options(page, "OPTIONS", globals(spec));
    page.request("SH", "ERRORS");
    page.text(
        "An error is one line on standard error: what was refused, why, and what to do"
            + " about it. A command that fails leaves things as they were.");
    exitStatus(page, "");
    example(page, spec);
    List<String> names = new ArrayList<>();
    tree.getSubcommands().keySet().forEach(name -> names.add("netalias-" + name));
    names.addAll(List.of("ip-address", "ifconfig", "route"));
    seeAlso(page, names);
    return page.toString();
  }

  private String ofCommand(String name, CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    Roff page = heading("netalias-" + name, spec);
    page.request("SH", "SYNOPSIS")
        .raw(Roff.bold("netalias " + name) + " " + Synopsis.of(spec, Roff::italic));
    page.request("SH", "DESCRIPTION").text(line(spec.usageMessage().header()));
    page.text(line(spec.usageMessage().description()));
    if (!spec.positionalParameters().isEmpty()) {
      page.request("SH", "WORDS");
      for (PositionalParamSpec word : spec.positionalParameters()) {
        page.request("TP").raw(Roff.italic(word.paramLabel()));
        page.text(line(word.description()));
      }
    }
    List<OptionSpec> own = new ArrayList<>(spec.options());
    own.removeAll(globals(spec));
    options(page, "OPTIONS", own);
    options(page, "OPTIONS OF EVERY COMMAND", globals(spec));
    exitStatus(page, name);
    example(page, spec);
    seeAlso(page, List.of("netalias"));
    return page.toString();
  }

  private Roff heading(String name, CommandSpec spec) {
    Roff page = new Roff();
    page.raw(".\\\" Made from the commands' model by the build.");
    page.request("TH", name.toUpperCase(Locale.ROOT), "8", "", "netalias " + version, "netalias");
    page.request("SH", "NAME");
    String line = line(spec.usageMessage().header());
    String noFullStop = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    page.raw(Roff.escaped(name) + " \\- " + Roff.escaped(noFullStop));
    return page;
  }

  private static List<OptionSpec> globals(CommandSpec spec) {
    return spec.argGroups().stream().flatMap(g -> g.options().stream()).toList();
  }

  private static void options(Roff page, String heading, List<OptionSpec> options) {
    if (options.isEmpty()) {
      return;
    }
    page.request("SH", heading);
    for (OptionSpec option : options) {
      List<String> names = new ArrayList<>();
      for (String name : option.names()) {
        names.add(Roff.bold(name));
      }
      String value = option.arity().max() > 0 ? " " + Roff.italic(option.paramLabel()) : "";
      page.request("TP").raw(String.join(", ", names) + value);
      page.text(line(option.description()));
    }
  }

  private static void exitStatus(Roff page, String command) {
    page.request("SH", "EXIT STATUS");
    String[][] originals = CODES_OF_ORIGINALS.get(command);
    if (originals != null) {
      page.text("As the original's:");
      codes(page, originals);
      page.request("PP").text("Where netalias itself refuses, its own:");
    }
    codes(page, EXIT_CODES);
  }

  private static void codes(Roff page, String[][] codes) {
    for (String[] code : codes) {
      page.request("TP").raw(Roff.bold(code[0])).text(code[1]);
    }
  }

  private static void example(Roff page, CommandSpec spec) {
    page.request("SH", "EXAMPLE").request("nf");
    for (String line : spec.usageMessage().footer()) {
      page.text(line.strip());
    }
    page.request("fi");
  }

  private static void seeAlso(Roff page, List<String> names) {
    page.request("SH", "SEE ALSO");
    for (int i = 0; i < names.size(); i++) {
      page.raw(".BR " + Roff.escaped(names.get(i)) + " (8)" + (i < names.size() - 1 ? "," : ""));
    }
  }

  private static String line(String[] parts) {
    return String.join(" ", parts);
  }
}
