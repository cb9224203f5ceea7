package dev.netalias.cli.lab;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.lab.around.Outside;
import dev.netalias.cli.lab.around.Streams;
import dev.netalias.cli.lab.verb.BorrowedKernel;
import dev.netalias.cli.lab.verb.Call;
import dev.netalias.cli.lab.verb.Scene;
import dev.netalias.cli.lab.verb.Verb;
import dev.netalias.cli.lab.verb.Verbs;
import dev.netalias.cli.line.ShellWords;
import dev.netalias.cli.print.Failure;
import dev.netalias.cli.print.UnwritableException;
import dev.netalias.embedded.lab.LabHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs lines, one after the other, on the hosts of a scene. */
final class LabSession implements Call.Place {
  private static final String OWN_NAME = "netalias";

  private final Scene scene;
  private final Outside outside;
  private final Transcript transcript;
  private String lastOutput = "";
  private boolean lastIsAsked;
  private boolean ended;

  LabSession(Scene scene, Outside outside, Streams streams) {
    this.scene = scene;
    this.outside = outside;
    transcript = new Transcript(streams);
  }

  /** Runs a line; all that goes wrong is printed. */
  int run(String line) {
    scene.begin();
    lastIsAsked = false;
    boolean isEmpty = false;
    int exitCode;
    try {
      List<String> words = ShellWords.of(line, this::substitute);
      isEmpty = words.isEmpty();
      exitCode = isEmpty ? 0 : run(scene.current(), words);
    } catch (AliasException wrongLine) {
      exitCode = failed(wrongLine);
    }
    scene.settle(streams().out());
    String printed = transcript.take();
    if (!lastIsAsked && !isEmpty) {
      lastOutput = printed;
    }
    return exitCode;
  }

  private String substitute(String command) {
    if (command.strip().equals("uname -r")) {
      return Verbs.release();
    }
    throw AliasException.usage("`" + command + "` is not known here", "`uname -r` is");
  }

  @Override
  public int run(LabHost host, List<String> words) {
    try {
      return dispatch(host, words);
    } catch (UnwritableException gone) {
      throw gone;
    } catch (RuntimeException | Error thrown) {
      return failed(thrown);
    }
  }

  private int failed(Throwable thrown) {
    Failure failure = outside.failure(thrown);
    streams().out().flush();
    failure.print(streams().err());
    return failure.exitCode();
  }

  private int dispatch(LabHost host, List<String> words) {
    String first = withoutPath(words.getFirst());
    Optional<Verb> verb = Verbs.named(first);
    if (verb.isPresent()) {
      return verb.get().action().run(new Call(this, host, words));
    }
    List<String> line = new ArrayList<>(words);
    if (!first.equals(OWN_NAME)) {
      line.set(0, first);
    } else if (words.size() > 1 && words.get(1).equals("monitor")) {
      return dispatch(host, words.subList(1, words.size()));
    } else {
      line.removeFirst();
    }
    NetAlias net = NetAlias.over(new BorrowedKernel(host.kernel()));
    return outside.run(net, scene.names(), streams(), line);
  }

  /** {@code /sbin/ifconfig} is {@code ifconfig}, as in scripts of old. */
  private static String withoutPath(String command) {
    return command.substring(command.lastIndexOf('/') + 1);
  }

  @Override
  public Scene scene() {
    return scene;
  }

  @Override
  public Streams streams() {
    return transcript.streams();
  }

  @Override
  public Outside outside() {
    return outside;
  }

  @Override
  public String lastOutput() {
    lastIsAsked = true;
    return lastOutput;
  }

  @Override
  public void end(int exitCode) {
    ended = true;
  }

  /** Whether a line has ended the lab. */
  boolean isEnded() {
    return ended;
  }
}
