package dev.netalias.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.wire.nl.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorTest {
  private final LibC libc = LibC.ofThisProcess();

  @Test
  void aFailedCallGivesItsErrorNumberNegated() {
    assertThat(libc.close(-1)).isEqualTo(-9);
    assertThat(libc.socket(-1, 0, 0)).isEqualTo(-Errno.EAFNOSUPPORT);
    try (Arena arena = Arena.ofConfined()) {
      assertThat(libc.open(arena.allocateFrom("/no/such/file"), 0, 0)).isEqualTo(-Errno.ENOENT);
      assertThat(libc.send(-1, arena.allocate(8), 0)).isEqualTo(-9);
    }
  }

  @Test
  void everyThreadHasAnErrorNumberOfItsOwn() throws Exception {
    CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> libc.close(-1));
    for (int i = 0; i < 10_000; i++) {
      assertThat(libc.socket(-1, 0, 0)).isEqualTo(-Errno.EAFNOSUPPORT);
    }
    assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(-9);
  }

  @Test
  void memoryOnTheHeapIsRefusedBeforeCSeesIt() {
    MemorySegment heap = MemorySegment.ofArray(new byte[8]);
    assertThatThrownBy(() -> libc.write(1, heap)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anErrorNamesTheCallAndWhatItWasAbout() {
    assertThatThrownBy(() -> Descriptor.open(libc, Path.of("/no/such"), Descriptor.O_RDONLY))
        .isInstanceOf(CallException.class)
        .hasMessage("open /no/such: No such file or directory (ENOENT)");
  }

  @Test
  void aSignalEndsTheWaitAndLasts() {
    try (Descriptor event = Descriptor.event(libc);
        Descriptor other = Descriptor.event(libc)) {
      assertThat(event.awaitEither(other, Duration.ZERO)).isFalse();
      assertThat(event.awaitEither(other, Duration.ofMillis(20))).isFalse();
      other.signal();
      assertThat(event.awaitEither(other, Duration.ofDays(10_000))).isTrue();
      assertThat(event.awaitEither(other, Duration.ZERO)).isTrue();
    }
  }

  @Test
  void aLockHoldsOffWhoeverComesNext(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("lock");
    int flags = Descriptor.O_RDWR | Descriptor.O_CREAT;
    try (Descriptor first = Descriptor.open(libc, file, flags)) {
      first.lock();
      CompletableFuture<String> second =
          CompletableFuture.supplyAsync(() -> {
            try (Descriptor again = Descriptor.open(libc, file, flags)) {
              again.lock();
              return "got it";
            }
          });
      assertThat(second.completeOnTimeout("waits", 200, TimeUnit.MILLISECONDS).get())
          .isEqualTo("waits");
      CompletableFuture<String> third =
          CompletableFuture.supplyAsync(() -> {
            try (Descriptor again = Descriptor.open(libc, file, flags)) {
              again.lock();
              return "got it";
            }
          });
      first.close();
      assertThat(third.get(30, TimeUnit.SECONDS)).isEqualTo("got it");
    }
  }

  @Test
  void isClosedOnce() {
    Descriptor event = Descriptor.event(libc);
    event.close();
    event.close();
    assertThatThrownBy(event::signal).isInstanceOf(CallException.class);
  }
}
