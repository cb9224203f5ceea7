package dev.netalias.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.cli.print.AliasJson.CountersJson;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AliasArrayTest {
  private static final JsonType<AliasJson> JSON =
      Jsonb.builder().serializeNulls(true).build().type(AliasJson.class);

  /** What may differ between neighbours without new bytes for the rest. */
  private static final Set<String> GAPS = Set.of("name", "tag", "address");

  private static final List<String> TEXTS =
      List.of("eth0:0", "", "a\"b", "back\\slash", "\u0001\n", "ä€", "x".repeat(5000), "\ue001");

  private static final Map<Class<?>, List<Object>> OTHERS =
      Map.of(
          int.class, List.of(1, 2),
          boolean.class, List.of(true, false),
          String.class, List.of("one", "two", "a\ue001b"),
          Integer.class, List.of(1, 2),
          CountersJson.class, List.of(new CountersJson(1, 2, 3, 4), new CountersJson(1, 2, 3, 5)));

  private static String written(List<AliasJson> aliases) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    AliasArray array = new AliasArray(out, JSON);
    aliases.forEach(array::add);
    array.end();
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String expected(List<AliasJson> aliases) {
    return "[" + String.join(",", aliases.stream().map(JSON::toJson).toList()) + "]\n";
  }

  private static AliasJson made(Map<String, Integer> choices) throws ReflectiveOperationException {
    RecordComponent[] parts = AliasJson.class.getRecordComponents();
    Object[] values =
        Arrays.stream(parts)
            .map(p -> OTHERS.get(p.getType()).get(choices.getOrDefault(p.getName(), 0)))
            .toArray();
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return AliasJson.class.getDeclaredConstructor(types).newInstance(values);
  }

  @Test
  void nothingIsAnEmptyArray() {
    assertThat(written(List.of())).isEqualTo("[]\n");
  }

  @Test
  void manyAreWrittenAsEachIsByItself() throws ReflectiveOperationException {
    Random random = new Random(7);
    List<AliasJson> aliases = new ArrayList<>();
    RecordComponent[] parts = AliasJson.class.getRecordComponents();
    AliasJson like = made(Map.of());
    for (int i = 0; i < 5000; i++) {
      if (random.nextInt(20) == 0) {
        RecordComponent part = parts[random.nextInt(parts.length)];
        int choice = random.nextInt(OTHERS.get(part.getType()).size());
        like = made(Map.of(part.getName(), choice));
      }
      String odd = TEXTS.get(random.nextInt(TEXTS.size()));
      String tag = random.nextInt(50) == 0 ? odd : Integer.toString(i);
      aliases.add(like.named("eth0:" + tag, tag, "10.0.0." + i));
    }
    assertThat(written(aliases)).isEqualTo(expected(aliases));
  }

  @Test
  void theFirstMayBeOddToo() throws ReflectiveOperationException {
    for (String odd : TEXTS) {
      AliasJson alias = made(Map.of()).named(odd, odd, odd);
      assertThat(written(List.of(alias, alias))).isEqualTo(expected(List.of(alias, alias)));
    }
  }

  @Test
  void neighboursAreAlikeWhereAllButNameTagAndAddressIsTheSame() throws Exception {
    AliasJson first = made(Map.of());
    for (RecordComponent part : AliasJson.class.getRecordComponents()) {
      AliasJson other = made(Map.of(part.getName(), 1));
      assertThat(first.isLike(other)).as(part.getName()).isEqualTo(GAPS.contains(part.getName()));
    }
  }

  @Test
  void aNamedOneKeepsAllElse() throws ReflectiveOperationException {
    for (RecordComponent part : AliasJson.class.getRecordComponents()) {
      AliasJson other = made(Map.of(part.getName(), 1));
      assertThat(other.named(other.name(), other.tag(), other.address())).isEqualTo(other);
    }
  }
}
