package dev.netalias.linux.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.kernel.Entry;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Resources;
import dev.netalias.kernel.state.Traffic;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryFileTest {
  private static final Device ETH0 = new Device(3, "eth0");

  @TempDir private Path folder;

  private static Link link(Device device) {
    return new Link(
        device,
        1,
        "",
        new LinkState(0, 1500, 0, Mac.NONE),
        Mac.NONE,
        0,
        "",
        Traffic.NONE,
        Map.of(),
        Resources.NONE,
        null);
  }

  @Test
  void whatCanNotBeWrittenWholeLeavesNothingAndTheOldFile() throws IOException {
    Path file = folder.resolve("kept");
    Files.writeString(file, "old");
    assertThatThrownBy(() ->
            RegistryFile.replace(
                file,
                fresh -> {
                  Files.writeString(fresh, "half");
                  throw new IOException("No space left on device");
                }))
        .isInstanceOf(IOException.class);
    assertThat(file).hasContent("old");
    try (var all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  private RuntimeFolder runtime() {
    return RuntimeFolder.of(folder, Map.of(), folder);
  }

  private static final Entry ALIAS =
      new Entry.OfAlias(
          "web",
          new InterfaceAddress(
              ETH0,
              Address.parse("10.0.0.1"),
              32,
              Address.parse("10.0.0.2"),
              Address.parse("10.0.0.255"),
              "eth0:k\udcf6ln 100%\udcff\n=",
              253,
              0x200,
              78,
              new Lifetime(600, 300),
              0xffff_fffeL),
          Realisation.DEVICE,
          false);

  private static final Entry THIRD_FAMILY =
      new Entry.OfAlias(
          "0",
          InterfaceAddress.of(
              ETH0,
              new dev.netalias.net.Prefix(Address.of(5, (byte) 1, (byte) 2, (byte) 3), 24),
              ""),
          Realisation.ROUTE,
          true);

  private static final List<Entry> ENTRIES =
      List.of(
          ALIAS,
          THIRD_FAMILY,
          new Entry.OfEgress(ETH0, "web", new Egress(Address.parse("10.0.0.1"), true, true)),
          new Entry.OfOrder(ETH0, List.of("5", "web", "0")),
          new Entry.OfOrder(new Device(1, "lo"), List.of()),
          new Entry.OfType(5, "apple talk", "/a folder/talk.jar"),
          new Entry.OfSlotBound(ETH0, 8));

  @Test
  void whatIsWrittenIsReadAgain() {
    RegistryFile file = new RegistryFile(runtime(), 4711);
    file.write(new Registry(ENTRIES));
    List<Link> links = List.of(link(new Device(1, "lo")), link(ETH0));
    assertThat(file.read(links).entries()).isEqualTo(ENTRIES);
    assertThat(new RegistryFile(runtime(), 4712).read(links)).isEqualTo(Registry.EMPTY);
    file.write(Registry.EMPTY);
    assertThat(file.read(links)).isEqualTo(Registry.EMPTY);
  }

  @Test
  void nothingIsLeftOfAnEmptyRegistry() throws IOException {
    RegistryFile file = new RegistryFile(runtime(), 4711);
    file.write(new Registry(ENTRIES));
    file.write(Registry.EMPTY);
    try (var left = Files.list(folder.resolve("netalias"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void theLockIsGoneWithTheRegistryAndStaysWhileSomethingIsRemembered() {
    RegistryFile file = new RegistryFile(runtime(), 4711);
    try (RegistryFile.Lock lock = file.lock()) {
      assertThat(lock).isNotNull();
      file.write(new Registry(ENTRIES));
    }
    assertThat(folder.resolve("netalias").toFile().list()).hasSize(2);
    try (RegistryFile.Lock lock = file.lock()) {
      assertThat(lock).isNotNull();
      file.write(Registry.EMPTY);
    }
    assertThat(folder.resolve("netalias")).isEmptyDirectory();
  }

  @Test
  void whatOtherBootsAndKilledProcessesLeftGoesWhenTheFolderGrows() throws IOException {
    RegistryFile file = new RegistryFile(runtime(), 4711);
    file.write(new Registry(ENTRIES));
    Path place = folder.resolve("netalias");
    String own = place.toFile().list()[0];
    String boot = own.substring(own.indexOf('-'));
    String otherBoot = "-01234567-89ab-cdef-0123-456789abcdef";
    List<String> kept = List.of("notes", "x" + otherBoot, "2" + boot, "2" + boot + ".lock", own);
    List<String> left =
        List.of("1" + otherBoot, "1" + otherBoot + ".lock", "1" + otherBoot + ".new");
    for (String name : kept) {
      Files.writeString(place.resolve(name), "");
    }
    for (String name : left) {
      Files.writeString(place.resolve(name), "");
    }
    Files.writeString(place.resolve("3" + boot + ".lock"), "");
    try (RegistryFile.Lock held = new RegistryFile(runtime(), 4).lock()) {
      assertThat(held).isNotNull();
      file.write(new Registry(ENTRIES));
      assertThat(place.toFile().list()).as("nothing is added").hasSize(kept.size() + 5);
      new RegistryFile(runtime(), 5).write(new Registry(ENTRIES));
      assertThat(place.toFile().list())
          .containsAll(kept)
          .contains("4" + boot + ".lock", "5" + boot)
          .hasSize(kept.size() + 2);
    }
  }

  @Test
  void tagsOfForeignLabelsAreKeptWhateverIsInThem() {
    RegistryFile file = new RegistryFile(runtime(), 4711);
    for (List<String> tags :
        List.of(List.of("a,b", "c"), List.of("%2c,", "%", "%252c"), List.of(""), List.of("", ""))) {
      Registry registry = new Registry(List.of(new Entry.OfOrder(ETH0, tags)));
      file.write(registry);
      assertThat(file.read(List.of(link(ETH0)))).isEqualTo(registry);
    }
  }

  @Test
  void aLockThatIsRemovedAgainAndAgainIsHeldByOneAtATime() {
    RegistryFile file = new RegistryFile(runtime(), 4711);
    AtomicInteger holders = new AtomicInteger();
    List<CompletableFuture<Integer>> most =
        IntStream.range(0, 4)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(() -> {
                  int highest = 0;
                  for (int round = 0; round < 200; round++) {
                    try (RegistryFile.Lock lock = file.lock()) {
                      assertThat(lock).isNotNull();
                      highest = Math.max(highest, holders.incrementAndGet());
                      Thread.onSpinWait();
                      holders.decrementAndGet();
                    }
                  }
                  return highest;
                }))
            .toList();
    assertThat(most).extracting(CompletableFuture::join).containsOnly(1);
  }

  @Test
  void entriesOfADeviceThatIsGoneAreLeftOutAndOthersHaveItsPresentName() {
    RegistryFile file = new RegistryFile(runtime(), 4711);
    file.write(new Registry(ENTRIES));
    assertThat(file.read(List.of()).entries())
        .containsExactly(new Entry.OfType(5, "apple talk", "/a folder/talk.jar"));
    Registry renamed = file.read(List.of(link(new Device(3, "wan"))));
    Entry.OfAlias alias = renamed.all(Entry.OfAlias.class).getFirst();
    assertThat(alias.name()).isEqualTo("wan:web");
    assertThat(alias.address().label()).isEqualTo("wan:k\udcf6ln 100%\udcff\n=");
    assertThat(renamed.all(Entry.OfSlotBound.class).getFirst().main().name()).isEqualTo("wan");
  }

  @Test
  void linesThatAreDamagedOrOfAnotherVersionArePassedOver() throws IOException {
    RegistryFile file = new RegistryFile(runtime(), 4711);
    file.write(new Registry(ENTRIES));
    Path path;
    try (var files = Files.list(folder.resolve("netalias"))) {
      path = files.findFirst().orElseThrow();
    }
    String text = Files.readString(path);
    List<String> spoilt =
        List.of(
            "vlan index=3 device=eth0",
            "alias index=3 device=eth0 tag=1",
            "max-slot index=x device=eth0 bound=1",
            "max-slot index=3 device=%zz bound=1",
            "max-slot index=3 device=% bound=1",
            "order index=99999999999 device=eth0 tags=1",
            "type family=2 =ip",
            "type",
            "",
            text.lines().skip(1).findFirst().orElseThrow().replace("local=2/", "local=2/zz"));
    for (String line : spoilt) {
      Files.writeString(path, text + line + "\n");
      List<Link> links = List.of(link(new Device(1, "lo")), link(ETH0));
      assertThat(file.read(links).entries()).as(line).isEqualTo(ENTRIES);
    }
    Files.writeString(path, text.replace("registry 1", "registry 2"));
    assertThat(file.read(List.of(link(ETH0))).entries()).isEmpty();
  }

  @Test
  void theFirstFolderThatCanBeWrittenIsTaken() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Path user = Files.createDirectory(folder.resolve("user"));
    Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", user.toString());
    assertThat(RuntimeFolder.of(run, environment, folder).toWrite())
        .isEqualTo(run.resolve("netalias"));
    Path nowhere = folder.resolve("nowhere");
    assertThat(RuntimeFolder.of(nowhere, environment, folder).toWrite())
        .isEqualTo(user.resolve("netalias"));
    Path own = RuntimeFolder.of(nowhere, Map.of(), folder).toWrite();
    assertThat(own).hasParent(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
        .isEqualTo("rwx------");
    assertThatThrownBy(() -> RuntimeFolder.of(nowhere, Map.of(), nowhere).toWrite())
        .isInstanceOf(KernelException.class)
        .hasMessageContaining("can't be made");
  }

  @Test
  void aFolderThatOthersCanWriteIsNotBelieved() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    RuntimeFolder runtime = RuntimeFolder.of(nowhere, Map.of(), folder);
    Path own = runtime.toWrite();
    assertThat(runtime.toRead()).containsExactly(own);
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(runtime.toRead()).isEmpty();
    assertThatThrownBy(runtime::toWrite)
        .isInstanceOf(KernelException.class)
        .hasMessageContaining("is somebody else's");
    Files.delete(own);
    Files.createSymbolicLink(own, Files.createDirectory(folder.resolve("elsewhere")));
    assertThat(runtime.toRead()).isEmpty();
    assertThatThrownBy(runtime::toWrite).isInstanceOf(KernelException.class);
  }
}
