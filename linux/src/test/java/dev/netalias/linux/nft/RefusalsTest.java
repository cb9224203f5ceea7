package dev.netalias.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.wire.nl.Errno;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why nftables can't be used, from what the kernel answers. */
class RefusalsTest {
  @Test
  void aKernelWithoutNetfilterHasNoSuchSocket() {
    assertThat(Refusals.noSocket(Errno.EPROTONOSUPPORT)).startsWith("this kernel has no nftables");
    assertThat(Refusals.noSocket(Errno.EPERM)).contains("can't be spoken to", "not permitted");
  }

  @Test
  void aKernelWithoutNfTablesDoesNotKnowTheMessages() {
    for (int errno : List.of(Errno.EINVAL, Errno.EOPNOTSUPP)) {
      assertThat(Refusals.of(errno, "")).startsWith("this kernel has no nftables");
    }
  }

  @Test
  void whoMayNotReadIsTold() {
    assertThat(Refusals.of(Errno.EPERM, "")).contains("CAP_NET_ADMIN");
    assertThat(Refusals.of(Errno.ENOBUFS, "lost")).isEqualTo("nftables can't be read: lost");
  }
}
