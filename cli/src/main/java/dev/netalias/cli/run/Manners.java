package dev.netalias.cli.run;

import dev.netalias.Announcing;
import dev.netalias.Probing;
import dev.netalias.Step;
import dev.netalias.Talk;
import dev.netalias.Undetected;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.Kernel;
import dev.netalias.probe.Announcement;
import dev.netalias.probe.Target;
import dev.netalias.probe.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * How a command opens addresses towards the neighbours: whether they are asked before, and told
 * after.
 *
 * @param probe when they are asked; null where nobody is
 * @param announce how often they are told; null where nobody is
 * @param opens whether it opens addresses at all
 */
public record Manners(@Nullable Timing probe, @Nullable Announcement announce, boolean opens) {
  /** Of a command that opens nothing. */
  public static final Manners NONE = new Manners(null, null, false);

  private static final String[] TIMINGS = {"quick", "rfc5227"};
  private static final int MOST_COUNT = 1000;

  /** The options of a command that opens addresses. */
  public static void describe(CommandSpec spec) {
    spec.addOption(
            Model.choice(
                "--probe",
                "how neighbours are asked whether an address is in use: quick (within half a second,"
                    + " the default) or as the standard has it (4 to 7 seconds)",
                TIMINGS))
        .addOption(Model.flag("--no-probe", "opens addresses without asking"))
        .addOption(
            Model.value(
                "--announce",
                "COUNT[,SECONDS]",
                "how often neighbours are told of an address, and how long after each other; 1"))
        .addOption(Model.flag("--no-announce", "tells nobody"));
  }

  /** What a command line says of them. */
  public static Manners of(ParseResult words) {
    String timing = Model.oneOf(words, "--probe", TIMINGS);
    String count = words.matchedOptionValue("--announce", null);
    boolean silent = Model.has(words, "--no-probe");
    boolean untold = Model.has(words, "--no-announce");
    if (silent && timing != null || untold && count != null) {
      String option = silent && timing != null ? "--probe" : "--announce";
      throw AliasException.usage(
          "%s and --no-%s contradict each other".formatted(option, option.substring(2)),
          "leave one of them out");
    }
    Timing probe = silent ? null : timing(timing);
    boolean standard = !silent && TIMINGS[1].equals(timing);
    return new Manners(probe, untold ? null : announcement(count, standard), true);
  }

  /** The timing of a word; null is the default. */
  public static Timing timing(@Nullable String word) {
    return TIMINGS[1].equals(word) ? Timing.RFC5227 : Timing.QUICK;
  }

  private static Announcement announcement(@Nullable String text, boolean standard) {
    if (text == null) {
      return standard ? Announcement.RFC5227 : Announcement.ONCE;
    }
    int comma = text.indexOf(',');
    return new Announcement(
        count(comma < 0 ? text : text.substring(0, comma)),
        comma < 0 ? Announcement.ONCE.interval() : seconds(text.substring(comma + 1)));
  }

  /** How often. */
  public static int count(String text) {
    if (text.matches("\\d{1,4}")) {
      int count = Integer.parseInt(text);
      if (count >= 1 && count <= MOST_COUNT) {
        return count;
      }
    }
    throw AliasException.usage(
        "'" + text + "' is no number of announcements", "it is 1 to " + MOST_COUNT);
  }

  /** How long after each other. */
  public static Duration seconds(String text) {
    if (text.matches("\\d{1,4}(\\.\\d{1,3})?")) {
      return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
    }
    throw AliasException.usage("'" + text + "' is no number of seconds", "such as 2 or 0.5");
  }

  /** Which of two asks longer, and tells more often. */
  public Manners and(Manners other) {
    return new Manners(
        longer(probe, other.probe), oftener(announce, other.announce), opens || other.opens);
  }

  private static @Nullable Timing longer(@Nullable Timing a, @Nullable Timing b) {
    return a == null || b != null && b.longest().compareTo(a.longest()) > 0 ? b : a;
  }

  private static @Nullable Announcement oftener(
      @Nullable Announcement a, @Nullable Announcement b) {
    return a == null || b != null && b.count() > a.count() ? b : a;
  }

  /** The steps that a change is conducted with. */
  List<Step> steps(Kernel kernel, Talk talk, Exempt exempt) {
    List<Step> steps = new ArrayList<>();
    Predicate<Target> unasked = t -> exempt.isUnasked(t.address());
    if (opens) {
      steps.add(new Undetected(probe == null ? t -> true : t -> exempt.isUndetected(t.address())));
    }
    if (probe != null) {
      steps.add(new Probing(kernel, probe, talk, unasked));
    }
    if (announce != null) {
      steps.add(new Announcing(kernel, announce, talk, t -> exempt.isUntold(t.address())));
    }
    return steps;
  }
}
