package dev.netalias.formats.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.AliasTypes;
import dev.netalias.plan.MistakeException;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema that is published says the same as the reader. */
@Needs(tools = {"python3", "jsonschema", "netplan"}) // netplan brings python3-yaml along
class SchemaTest {
  private static final Path EXAMPLES =
      Path.of("src/test/resources/dev/netalias/formats/yaml").toAbsolutePath();

  private static final String CHECK =
      """
      import json, sys, yaml
      from jsonschema import Draft202012Validator as Validator
      schema = json.load(open(sys.argv[1]))
      Validator.check_schema(schema)
      for name in sys.argv[2:]:
          wrong = list(Validator(schema).iter_errors(yaml.safe_load(open(name))))
          print("wrong" if wrong else "right", name)
      """;

  private static List<Path> examples(String folder) throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve(folder))) {
      return List.copyOf(new TreeSet<>(files.toList()));
    }
  }

  @Test
  void schemaAndReaderTakeAndRefuseTheSame() throws IOException {
    List<Path> right = examples("right");
    List<Path> wrong = examples("wrong");
    List<String> command =
        new ArrayList<>(
            List.of(
                "/usr/bin/python3",
                "-c",
                CHECK,
                Path.of("../docs/aliases.schema.json").toAbsolutePath().toString()));
    Stream.concat(right.stream(), wrong.stream()).forEach(file -> command.add(file.toString()));

    List<String> said = Ran.in(Path.of("."), Map.of(), command).orFail().out().lines().toList();

    assertThat(said)
        .containsExactlyElementsOf(
            Stream.concat(
                    right.stream().map(f -> "right " + f), wrong.stream().map(f -> "wrong " + f))
                .toList());
    for (Path file : right) {
      AliasFiles.one(file).desired(AliasTypes.known());
    }
    for (Path file : wrong) {
      assertThatThrownBy(() -> AliasFiles.one(file).desired(AliasTypes.known()))
          .as("%s", file)
          .isInstanceOf(MistakeException.class);
    }
  }
}
