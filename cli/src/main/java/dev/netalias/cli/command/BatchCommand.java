package dev.netalias.cli.command;

import dev.netalias.cli.print.Failure;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Failures;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.UserFile;
import dev.netalias.cli.words.Cutting;
import dev.netalias.cli.words.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

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
            + " is done, and each line that can't is reported.",
        "printf 'add eth0 192.0.2.10\\nadd eth0 192.0.2.11\\n' | netalias batch -");
    spec.addPositional(Model.word(0, "FILE", "the file; - is standard input"))
        .addOption(
            Model.flag(
                "--keep-going", "carries out all lines that can be, and reports the others"));
    Cutting.describe(spec);
  }

  @Override
  public int run(Invocation call) {
    List<String> lines = lines(call, Model.word(call.words(), 0));
    boolean keepGoing = Model.has(call.words(), "--keep-going");
    BatchRun run = new BatchRun(new Changer(call), keepGoing);
    List<Batch.Line> understood = run.read(new BatchReader(call), lines);
    if (!keepGoing) {
      run.together(understood);
    } else if (call.globals().dryRun()) {
      run.tryEach(understood);
    } else {
      run.each(understood);
    }
    for (Failure failure : run.failures()) {
      Failures.print(call.output(), failure);
    }
    return run.failures().isEmpty() ? 0 : run.failures().getFirst().exitCode();
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
