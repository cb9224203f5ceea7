package dev.netalias.testkit;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.ThreadDeathEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.ThreadDeathRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * A Java program that is killed ({@code kill -9}) while each of its threads is at a step of its
 * own. A debugger stops them there, so that neither they nor what they run need to know of it: a
 * step is a call of a method that changes something outside of the process.
 */
public final class KilledProgram {
  /** Stops nowhere. */
  public static final int NEVER = Integer.MAX_VALUE;

  private static final String THREAD = "killed-";

  /**
   * What netalias changes something by: batches of messages to the kernel, files in their place.
   */
  public static final List<Step> NETALIAS =
      List.of(
          new Step("dev.netalias.linux.netlink.NetlinkSocket", "exchange", 3),
          new Step("dev.netalias.linux.netlink.NetfilterSocket", "commit", 0),
          new Step("java.nio.file.Files", "move", 3),
          new Step("java.nio.file.Files", "delete", 1),
          new Step("java.nio.file.Files", "deleteIfExists", 1));

  private static final long PATIENCE_MILLIS = 120_000;

  private final List<Step> steps;
  private final Map<Integer, Integer> stopAt;
  private final Map<Integer, Integer> seen = new HashMap<>();
  private final Set<Integer> ended = new HashSet<>();
  private int stopped;

  private KilledProgram(List<Step> steps, Map<Integer, Integer> stopAt) {
    this.steps = steps;
    this.stopAt = stopAt;
  }

  /**
   * A method whose calls are steps.
   *
   * @param type the name of its class
   * @param method its name
   * @param parameters how many it has; overloads are told apart by that
   */
  public record Step(String type, String method, int parameters) {}

  /**
   * How far the threads came.
   *
   * @param steps how many steps each thread came to; the last of them it did not take, if it was
   *     killed
   * @param ended those that ended by themselves before
   */
  public record Came(Map<Integer, Integer> steps, Set<Integer> ended) {}

  /**
   * Starts a program's main class with this process's own classes, and kills it once each of its
   * threads has come to where it is to stop, or has ended.
   *
   * @param arguments what its main method is given, the numbers of its threads behind it
   * @param stopAt how many steps each thread takes, by its number
   */
  public static Came run(
      Class<?> main, List<String> arguments, List<Step> steps, Map<Integer, Integer> stopAt) {
    ListeningConnector connector =
        Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(c -> c.transport().name().equals("dt_socket"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> where = connector.defaultArguments();
    set(where, "localAddress", "127.0.0.1");
    set(where, "timeout", Long.toString(PATIENCE_MILLIS));
    try {
      String address = connector.startListening(where);
      List<String> all = new ArrayList<>(arguments);
      stopAt.keySet().forEach(number -> all.add(number.toString()));
      Path said = Files.createTempFile("killed", ".out");
      Process process = start(address, main, all, said);
      try {
        Came came = new KilledProgram(steps, stopAt).follow(connector.accept(where));
        if (Files.size(said) > 0) {
          throw new AssertionError(Files.readString(said));
        }
        return came;
      } catch (VMDisconnectedException endedByItself) {
        throw new AssertionError(Files.readString(said), endedByItself);
      } finally {
        process.destroyForcibly().waitFor();
        connector.stopListening(where);
        Files.delete(said);
      }
    } catch (IOException | IllegalConnectorArgumentsException failed) {
      throw new UncheckedIOException(new IOException(main + " can't be followed", failed));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  private static void set(Map<String, Connector.Argument> all, String name, String value) {
    Objects.requireNonNull(all.get(name)).setValue(value);
  }

  /**
   * In that program: starts its threads.
   *
   * @param arguments of its main method; the numbers are those words that are some
   */
  public static void threads(String[] arguments, IntConsumer work) {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
      failure.printStackTrace();
      Runtime.getRuntime().halt(1); // else it would seem to have come to its end
    });
    for (String word : arguments) {
      if (word.matches("\\d+")) {
        int number = Integer.parseInt(word);
        String name = THREAD + number; // of the group too, which threads that it starts are in
        ThreadGroup group = new ThreadGroup(name);
        Thread.ofPlatform().group(group).name(name).start(() -> work.accept(number));
      }
    }
  }

  private static Process start(String address, Class<?> main, List<String> arguments, Path said)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-cp");
    command.add(classes(main));
    command.add(main.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }

  /** What this process has its classes from; the folder of the tests first. */
  private static String classes(Class<?> main) {
    String file = main.getName().replace('.', '/') + ".class";
    String place = Objects.requireNonNull(main.getResource("/" + file)).getPath();
    return String.join(
        ":",
        place.substring(0, place.length() - file.length()),
        System.getProperty("jdk.module.path", ""),
        System.getProperty("java.class.path", ""));
  }

  private Came follow(VirtualMachine machine) throws InterruptedException {
    for (String type : Set.copyOf(steps.stream().map(Step::type).toList())) {
      ClassPrepareRequest loaded = machine.eventRequestManager().createClassPrepareRequest();
      loaded.addClassFilter(type);
      loaded.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
      loaded.enable();
      machine.classesByName(type).forEach(this::stopIn);
    }
    ThreadDeathRequest death = machine.eventRequestManager().createThreadDeathRequest();
    death.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    death.enable();
    while (stopped + ended.size() < stopAt.size()) {
      EventSet events = machine.eventQueue().remove(PATIENCE_MILLIS);
      if (events == null) {
        throw new AssertionError("%d stopped, ended: %s, seen: %s".formatted(stopped, ended, seen));
      }
      boolean goesOn = true;
      for (Event event : events) {
        goesOn &= happened(event);
      }
      if (goesOn) {
        events.resume();
      }
    }
    return new Came(seen, ended);
  }

  /** Whether the thread that it happened in goes on. */
  private boolean happened(Event event) {
    switch (event) {
      case ClassPrepareEvent loaded -> stopIn(loaded.referenceType());
      case ThreadDeathEvent death -> {
        int number = number(death.thread().name());
        if (number >= 0) {
          ended.add(number);
        }
      }
      case BreakpointEvent step -> {
        int number = number(step.thread().threadGroup().name());
        if (number >= 0
            && seen.merge(number, 1, Integer::sum) > stopAt.getOrDefault(number, NEVER)) {
          stopped++;
          return false;
        }
      }
      default -> {}
    }
    return true;
  }

  private static int number(String name) {
    return name.startsWith(THREAD) ? Integer.parseInt(name.substring(THREAD.length())) : -1;
  }

  private void stopIn(ReferenceType type) {
    for (Step step : steps) {
      if (step.type.equals(type.name())) {
        for (Method method : type.methodsByName(step.method)) {
          if (method.argumentTypeNames().size() == step.parameters) {
            BreakpointRequest stop =
                type.virtualMachine()
                    .eventRequestManager()
                    .createBreakpointRequest(method.location());
            stop.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
            stop.enable();
          }
        }
      }
    }
  }
}
