package dev.netalias.cli.print;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasView;
import dev.netalias.cli.print.AliasRows.Placed;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Writes documents. Loaded only where JSON is asked for. */
public final class Json {
  private static final Jsonb JSONB = Jsonb.builder().serializeNulls(true).build();

  private Json() {}

  /** One document of a type, and a newline. */
  public static <T> void print(PrintStream out, Class<T> type, T value) {
    print(out, JSONB.type(type), value);
  }

  /** One document that is an array of a type, and a newline; written while it is read. */
  public static <T> void printAll(PrintStream out, Class<T> type, Iterable<T> values) {
    JsonType<T> json = JSONB.type(type);
    char before = '[';
    for (T value : values) {
      out.print(before);
      out.writeBytes(json.toJsonBytes(value));
      before = ',';
    }
    out.print(before == '[' ? "[]\n" : "]\n");
  }

  private static <T> void print(PrintStream out, JsonType<T> type, T value) {
    out.writeBytes(type.toJsonBytes(value)); // not straight into the stream, which it would close
    out.print('\n');
  }

  /**
   * Aliases to be listed.
   *
   * @param aliases in their order
   * @param saved which of them the desired state says
   */
  public record Listed(Stream<Alias> aliases, Predicate<Alias> saved) {}

  /** An array of aliases. */
  public static void aliases(PrintStream out, AliasView view, Listed listed) {
    AliasArray array = new AliasArray(out, JSONB.type(AliasJson.class));
    listed
        .aliases()
        .forEachOrdered(alias -> array.add(AliasJson.of(view, alias, listed.saved().test(alias))));
    array.end();
  }

  /** An array of aliases, each with the key {@code netns} before its own. */
  public static void placed(PrintStream out, Predicate<Alias> saved, Stream<Placed> aliases) {
    JsonType<AliasJson> json = JSONB.type(AliasJson.class);
    char before = '[';
    for (Iterator<Placed> all = aliases.iterator(); all.hasNext(); ) {
      Placed placed = all.next();
      String netns = placed.namespace() == null ? "null" : JSONB.toJson(placed.namespace());
      out.print(before);
      out.print("{\"netns\":" + netns + ",");
      out.print(
          json.toJson(
                  AliasJson.of(
                      placed.view(), placed.alias(), placed.own() && saved.test(placed.alias())))
              .substring(1));
      before = ',';
    }
    out.print(before == '[' ? "[]\n" : "]\n");
  }

  /** One alias. */
  public static void alias(PrintStream out, AliasJson alias) {
    print(out, AliasJson.class, alias);
  }

  static void error(PrintStream err, Failure failure) {
    if (!failure.conflicts().isEmpty()) {
      ErrorJson.InUseBody body =
          new ErrorJson.InUseBody(
              failure.kind(), failure.message(), failure.hint(), failure.conflicts());
      print(err, ErrorJson.InUse.class, new ErrorJson.InUse(body));
      return;
    }
    print(
        err,
        ErrorJson.class,
        new ErrorJson(new ErrorJson.Body(failure.kind(), failure.message(), failure.hint())));
  }

  static void warning(PrintStream err, ErrorJson.Body warning) {
    print(err, ErrorJson.Warning.class, new ErrorJson.Warning(warning));
  }
}
