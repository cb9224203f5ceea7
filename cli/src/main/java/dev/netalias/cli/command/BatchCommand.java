package dev.netalias.cli.command;

import dev.netalias.cli.print.Failure;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Exempt;
import dev.netalias.cli.run.Failures;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.run.Refusals;
import dev.netalias.cli.run.UserFile;
import dev.netalias.cli.words.Cutting;
import dev.netalias.cli.words.Model;
import dev.netalias.probe.Announcement;
import dev.netalias.probe.Timing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias batch}: {@code ip -batch}, as one transaction. */
final class BatchCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Carries out commands from a file, all or none.",
        "A command a line, as on the command line but without the options of every command; #"
            + " begins a comment, quotes and backslashes work as in a shell. Commands that change"
            + " nothing are refused. With --keep-going it is no one transaction: what can be done"
            + " is done, and each line that can't is reported. All addresses are probed together;"
            + " what a line itself says of that goes for that line.",
        "printf 'add eth0 192.0.2.10\\nadd eth0 192.0.2.11\\n' | netalias batch -");
    spec.addPositional(Model.word(0, "FILE", "the file; - is standard input"))
        .addOption(
            Model.flag(
                "--keep-going", "carries out all lines that can be, and reports the others"));
    Cutting.describe(spec);
    Manners.describe(spec);
  }

  @Override
  public int run(Invocation call) {
    List<String> lines = lines(call, Model.word(call.words(), 0));
    boolean keepGoing = Model.has(call.words(), "--keep-going");
    Refusals refusals = new Refusals(keepGoing);
    List<Batch.Line> understood = new BatchReader(call).lines(lines, refusals);
    Exempt exempt = new Exempt();
    Manners manners = manners(call.words(), understood);
    BatchRun run = new BatchRun(new Changer(call, exempt), manners, exempt, refusals);
    if (!keepGoing) {
      run.together(understood);
    } else if (call.globals().dryRun()) {
      run.tryEach(understood);
    } else {
      run.each(understood);
    }
    for (Failure failure : refusals.all()) {
      Failures.print(call.output(), failure);
    }
    return refusals.all().isEmpty() ? 0 : refusals.all().getFirst().exitCode();
  }

  /** What the lines want, and what is said for all of them. */
  private static Manners manners(ParseResult words, List<Batch.Line> lines) {
    Manners said = Manners.of(words);
    Manners all =
        lines.stream().map(line -> line.operation().manners()).reduce(Manners.NONE, Manners::and);
    Timing probe = words.hasMatchedOption("--probe") && all.opens() ? said.probe() : all.probe();
    Announcement announce =
        words.hasMatchedOption("--announce") && all.opens() ? said.announce() : all.announce();
    return new Manners(
        said.probe() == null ? null : probe,
        said.announce() == null ? null : announce,
        all.opens());
  }

  private static List<String> lines(Invocation call, String file) {
    try {
      if (!file.equals("-")) {
        return Files.readAllLines(Path.of(file));
      }
      CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
      var in = new InputStreamReader(call.surroundings().in(), strict);
      return new BufferedReader(in).readAllLines();
    } catch (IOException unreadable) {
      throw UserFile.refusal("batch", file, unreadable);
    }
  }
}
