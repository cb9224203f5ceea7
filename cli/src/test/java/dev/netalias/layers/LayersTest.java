package dev.netalias.layers;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Holds the directions between packages and modules that ARCHITECTURE.md describes. A new package
 * needs a row here before it can be built. This lives in the module that is built last, when the
 * classes of all others are there.
 */
class LayersTest {

  private static final Layers LAYERS =
      Layers.parse(
          """
          .:             net kernel.* alias alias.table probe plan.journal
          net:
          time:
          wire:          net
          wire.nl:       net wire
          wire.rtnl:     net wire wire.nl
          wire.diag:     net wire
          wire.frame:    net wire
          wire.nft:      wire.nl
          kernel:        net kernel.state kernel.traffic kernel.link
          kernel.link:   net kernel.state
          kernel.state:  net
          kernel.traffic: net kernel.state
          alias:         net kernel.* alias.table alias.egress
          alias.egress:  net kernel.*
          alias.listing: net kernel.* alias
          alias.table:   net kernel.*
          probe:         net time kernel.*
          plan:          net kernel.* alias alias.table
          plan.journal:  net wire.nl kernel.*
          linux:         plan.journal net time wire.* kernel.* linux.*
          linux.diag:    net wire.* kernel.* linux.netlink
          linux.libc:    wire.nl
          linux.netlink: net wire.* linux.libc
          linux.netns:   wire.nl linux.libc
          linux.nft:     net wire wire.nl wire.nft kernel.* linux.libc linux.netlink
          linux.packet:  net wire.nl wire.frame kernel.* linux.libc
          linux.tap:     net wire.nl kernel.* linux.libc
          linux.registry: net wire.nl kernel.* plan.journal linux.libc
          embedded:      net time kernel.* alias wire.frame embedded.device embedded.ip embedded.state
          embedded.device: net time kernel.* wire.frame
          embedded.state: net time kernel.* alias alias.table wire.frame embedded.device
          embedded.ip:   net time kernel.* alias wire.frame embedded.device embedded.state
          embedded.lab:  . net time kernel.* wire.frame embedded.*
          formats:       net kernel.state kernel.traffic alias plan
          formats.ifupdown: net kernel.state plan formats
          formats.ini:   plan formats
          formats.networkd: net kernel.state plan formats formats.ini
          formats.keyfile: net plan formats formats.ini
          formats.netplan: net plan formats formats.yaml
          formats.rclocal: kernel.state plan formats
          formats.yaml:  net kernel.state kernel.traffic alias plan
          bench:         . net kernel.* alias alias.table wire.frame embedded.*
          bench.jmh_generated: bench
          cli:           . net time kernel.* alias linux cli.*
          cli.command:   . net kernel.* alias alias.listing plan probe cli.neighbour cli.words \
          cli.run cli.watch cli.traffic \
          cli.print cli.doc cli.line cli.look cli.look.name cli.lab cli.lab.around cli.recover cli.state cli.files
          cli.files:     . net kernel.* alias plan formats formats.* cli.words cli.run cli.print cli.state
          cli.state:     . net kernel.* alias probe plan plan.journal formats.yaml cli.words cli.run cli.print
          cli.neighbour: . net kernel.* alias probe cli.words cli.run cli.print
          cli.recover:   . kernel.* alias plan.journal cli.words cli.run cli.print
          cli.words:     net alias plan cli.print
          cli.run:       . net kernel.* alias plan probe cli.words cli.print cli.look.name
          cli.watch:     net kernel.*
          cli.traffic:   . net kernel.* alias cli.words cli.run cli.print
          cli.line:      alias
          cli.lab:       . net kernel.* alias linux.tap cli.print cli.run cli.line cli.look.name cli.lab.around \
          cli.lab.verb embedded.*
          cli.lab.around: . cli.print cli.look.name
          cli.lab.verb:  . net time kernel.* alias alias.listing wire.frame cli.print cli.run cli.watch cli.look.name \
          cli.lab.around embedded.*
          cli.print:     net kernel.* alias alias.listing plan probe formats cli.print.*
          cli.print.jsonb: cli.print
          cli.doc:
          cli.look:      . net kernel.* alias alias.listing cli.look.* cli.print
          cli.look.name: net
          cli.look.show: net kernel.* alias alias.listing cli.look.name cli.print
          testkit:
          contract:      . net kernel.* alias alias.listing testkit
          """);

  /** What each module may require beside java.base and the nullness annotations. */
  private static final Map<String, Set<String>> REQUIRES =
      Map.of(
          "core", Set.of(),
          "linux", Set.of("dev.netalias.core"),
          "embedded", Set.of("dev.netalias.core"),
          "formats", Set.of("dev.netalias.core", "org.snakeyaml.engine"),
          "cli",
              Set.of(
                  "dev.netalias.core",
                  "dev.netalias.embedded",
                  "dev.netalias.formats",
                  "dev.netalias.linux",
                  "info.picocli",
                  "io.avaje.jsonb",
                  "jdk.unsupported",
                  "org.jline.reader",
                  "org.jline.terminal",
                  "org.jline.terminal.ffm"));

  @Test
  void everyPackageUsesOnlyWhatItsRowAllows() throws IOException {
    List<String> violations = new ArrayList<>();
    List<Path> classes = Sources.classFiles();
    for (Path file : classes) {
      LAYERS.violation(Files.readAllBytes(file)).ifPresent(violations::add);
    }
    assertThat(classes).isNotEmpty();
    assertThat(violations).isEmpty();
  }

  @Test
  void everyModuleRequiresOnlyWhatItsRowAllows() throws IOException {
    for (Path module : Sources.modules()) {
      Path declaration = module.resolve("target/classes/module-info.class");
      String name = module.getFileName().toString();
      if (Set.of("testkit", "contract", "bench").contains(name)) {
        assertThat(declaration).as("what only we run is no module").doesNotExist();
        continue;
      }
      assertThat(REQUIRES).as("rows for modules").containsKey(name);
      assertThat(required(declaration)).as(name).isSubsetOf(REQUIRES.get(name));
    }
  }

  @Test
  void thisModuleIsBuiltLast() throws IOException {
    assertThat(Sources.modules().getLast()).isEqualTo(Path.of("").toAbsolutePath());
  }

  @Test
  void aClassThatUsesAnotherLayerIsNamed() {
    byte[] bad = classWithField("dev.netalias.wire.Bad", "dev.netalias.kernel.Change");

    assertThat(LAYERS.violation(bad))
        .contains("package wire may not use [kernel] (dev/netalias/wire/Bad)");
  }

  @Test
  void aTypeThatOnlyAppearsAsAnArgumentIsSeenToo() {
    byte[] bad = classWithField("dev.netalias.alias.Bad", "[Ldev.netalias.wire.rtnl.Attribute;");

    assertThat(LAYERS.violation(bad)).get().asString().contains("alias may not use [wire.rtnl]");
  }

  @Test
  void aPackageWithoutARowIsNamed() {
    byte[] stray = classWithField("dev.netalias.stray.Thing", "java.lang.String");

    assertThat(LAYERS.violation(stray))
        .contains("package stray is not in the table (dev/netalias/stray/Thing)");
  }

  @Test
  void aClassMayUseItsOwnPackageAndWhatItsRowSays() {
    assertThat(LAYERS.violation(classWithField("dev.netalias.net.A", "dev.netalias.net.B")))
        .isEmpty();
    assertThat(LAYERS.violation(classWithField("dev.netalias.cli.A", "dev.netalias.cli.x.B")))
        .isEmpty();
    assertThat(LAYERS.violation(classWithField("dev.netalias.cli.A", "dev.netalias.NetAlias")))
        .isEmpty();
  }

  private static Set<String> required(Path declaration) throws IOException {
    try (InputStream in = Files.newInputStream(declaration)) {
      return ModuleDescriptor.read(in).requires().stream()
          .map(Requires::name)
          .filter(name -> !name.equals("java.base") && !name.equals("org.jspecify"))
          .collect(toUnmodifiableSet());
    }
  }

  private static byte[] classWithField(String name, String fieldType) {
    ClassDesc type =
        fieldType.startsWith("[")
            ? ClassDesc.ofDescriptor(fieldType.replace('.', '/'))
            : ClassDesc.of(fieldType);
    return ClassFile.of()
        .build(
            ClassDesc.of(name),
            builder ->
                builder
                    .withSuperclass(ConstantDescs.CD_Object)
                    .withField("field", type, ClassFile.ACC_PRIVATE));
  }
}
