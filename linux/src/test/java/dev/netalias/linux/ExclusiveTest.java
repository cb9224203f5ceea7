package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.contract.NamespaceHost;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One reading with its commit at a time, in one process and between processes. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = "ip")
class ExclusiveTest {
  @Test
  void anotherKernelOfTheSameNamespaceWaits() throws Exception {
    try (NamespaceHost host = new NamespaceHost();
        LinuxKernel first = LinuxKernel.open(host.name());
        LinuxKernel second = LinuxKernel.open(host.name())) {
      CompletableFuture<String> waiting;
      CountDownLatch begun = new CountDownLatch(1);
      try (Kernel.Exclusive held = first.exclusive();
          Kernel.Exclusive again = first.exclusive()) {
        assertThat(held).isNotNull();
        assertThat(again).as("the same thread takes it again").isNotNull();
        waiting =
            CompletableFuture.supplyAsync(() -> {
              begun.countDown();
              try (Kernel.Exclusive got = second.exclusive()) {
                return got == null ? "nothing" : "got it";
              }
            });
        begun.await();
        assertThat(waiting.copy().completeOnTimeout("waits", 200, TimeUnit.MILLISECONDS).get())
            .isEqualTo("waits");
      }
      assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo("got it");
    }
  }

  @Test
  void manyThreadsThatRememberSomethingLoseNothing() {
    try (NamespaceHost host = new NamespaceHost()) {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 40)
              .mapToObj(i ->
                  CompletableFuture.runAsync(() -> {
                    try (LinuxKernel kernel = LinuxKernel.open(host.name())) {
                      Entry entry = new Entry.OfType(100 + i, "t" + i, "");
                      kernel.commit(Plan.of(EntryChange.add(entry)));
                    }
                  }))
              .toList();
      all.forEach(CompletableFuture::join);
      try (LinuxKernel kernel = LinuxKernel.open(host.name())) {
        List<Entry> entries = kernel.snapshot(EnumSet.noneOf(Part.class)).registry().entries();
        assertThat(entries).hasSize(40);
        entries.forEach(entry -> kernel.commit(Plan.of(EntryChange.remove(entry))));
      }
    }
  }
}
