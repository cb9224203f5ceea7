package dev.netalias.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.linux.InNewNetwork;
import dev.netalias.linux.Shell;
import dev.netalias.linux.netlink.NetlinkSocket.Failure;
import dev.netalias.linux.netlink.NetlinkSocket.Outcome;
import dev.netalias.net.Address;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.nl.Attributes;
import dev.netalias.wire.nl.Errno;
import dev.netalias.wire.nl.NlMsgHdr;
import dev.netalias.wire.nl.Nlm;
import dev.netalias.wire.rtnl.IfAddrMsg;
import dev.netalias.wire.rtnl.IfInfoMsg;
import dev.netalias.wire.rtnl.Ifa;
import dev.netalias.wire.rtnl.Ifla;
import dev.netalias.wire.rtnl.Rtm;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Needs(value = Need.NETNS, tools = "ip")
@InNewNetwork
class NetlinkSocketTest {
  private static final int LO = 1;
  private static final Request ALL_ADDRESSES =
      new Request(Rtm.GETADDR, 0, new IfAddrMsg(0, 0, 0, 0, 0)::emit);

  /** Collects the addresses and labels of a dump. */
  private static class Labels implements Reader {
    final List<String> all = new ArrayList<>();

    @Override
    public void message(NlMsgHdr header, Cursor payload) {
      IfAddrMsg.parse(payload);
      Attributes attributes = Attributes.read(Ifa.ALL, payload);
      all.add(attributes.get(Ifa.LOCAL) + " " + attributes.get(Ifa.LABEL));
    }
  }

  private static Request add(int number, String label) {
    return new Request(
        Rtm.NEWADDR,
        Nlm.CREATE | Nlm.EXCL,
        out -> {
          new IfAddrMsg(Address.INET, 32, 0, 0, LO).emit(out);
          Ifa.LOCAL.emit(out, Address.ofIpv4(0x0a000000 + number));
          Ifa.LABEL.emit(out, label);
        });
  }

  @Test
  void aDumpTellsWhatIpTells() {
    Shell.run("ip addr add 10.1.1.1/24 dev lo label lo:0");
    try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE)) {
      assertThat(socket.dump(ALL_ADDRESSES, Labels::new).all).contains("10.1.1.1 lo:0");
    }
  }

  @Test
  void manyChangesAreSentTogetherAndAllAreMade() {
    try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE)) {
      Iterator<Request> changes =
          IntStream.range(0, 600).mapToObj(i -> add(i, "lo:" + i)).iterator();
      List<Integer> batches = new ArrayList<>();
      while (changes.hasNext()) {
        Outcome outcome = socket.change(changes);
        assertThat(outcome.failures()).isEmpty();
        batches.add(outcome.sent());
      }
      assertThat(batches).containsExactly(256, 256, 88);
      assertThat(socket.dump(ALL_ADDRESSES, Labels::new).all)
          .hasSizeGreaterThanOrEqualTo(600)
          .contains("10.0.2.87 lo:599");
    }
    assertThat(Shell.run("ip -o addr show dev lo").lines().filter(l -> l.contains(" 10.0.")))
        .hasSize(600);
  }

  @Test
  void changesOfAnyNumberAreMadeBatchAfterBatchAndFailuresAreCountedThrough() {
    try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE)) {
      socket.change(add(700, "lo"));
      Iterator<Request> changes =
          IntStream.range(0, 1000).mapToObj(i -> add(i, "lo:" + i)).iterator();
      List<Outcome> outcomes = new ArrayList<>();
      socket.changeAll(changes, outcomes::add);
      assertThat(outcomes).extracting(Outcome::before).containsExactly(0, 256, 512, 768);
      assertThat(outcomes).extracting(Outcome::sent).containsExactly(256, 256, 256, 232);
      assertThat(outcomes.stream().flatMap(o -> o.failures().stream()))
          .extracting(Failure::index)
          .containsExactly(700);
      assertThat(socket.dump(ALL_ADDRESSES, Labels::new).all)
          .as("the socket goes on")
          .contains("10.0.0.0 lo:0", "10.0.2.188 lo", "10.0.3.231 lo:999");
    }
  }

  @Test
  void whoThrowsAtAnOutcomeGetsNoMoreBatchesSent() {
    try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE)) {
      Iterator<Request> changes =
          IntStream.range(0, 1000).mapToObj(i -> add(i, "lo:" + i)).iterator();
      assertThatThrownBy(() ->
              socket.changeAll(
                  changes,
                  outcome -> {
                    if (outcome.before() > 0) {
                      throw new IllegalStateException("enough");
                    }
                  }))
          .hasMessage("enough");
      assertThat(socket.dump(ALL_ADDRESSES, Labels::new).all)
          .contains("10.0.1.255 lo:511")
          .doesNotContain("10.0.2.0 lo:512");
    }
  }

  @Test
  void whatFailsInWritingALaterBatchIsThrownToTheSender() {
    try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE)) {
      Iterator<Request> changes =
          IntStream.range(0, 600)
              .mapToObj(i -> {
                if (i == 599) {
                  throw new IllegalStateException("no more");
                }
                return add(i, "lo:" + i);
              })
              .iterator();
      assertThatThrownBy(() -> socket.changeAll(changes, outcome -> {})).hasMessage("no more");
      socket.change(add(700, "lo"));
    }
  }

  @Test
  void anErrorIsToldForTheChangeThatCausedItInTheKernelsWords() {
    try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE)) {
      socket.change(add(3, "lo"));
      List<Request> changes =
          List.of(add(1, "lo"), add(2, "a-label-too-long"), add(3, "lo"), add(4, "lo"));
      Outcome outcome = socket.change(changes.iterator());
      assertThat(outcome.sent()).isEqualTo(4);
      assertThat(outcome.failures()).extracting(Failure::index).containsExactly(1, 2);
      NetlinkException label = outcome.failures().getFirst().refusal();
      assertThat(label.operation()).isEqualTo("RTM_NEWADDR");
      assertThat(label.errno()).isEqualTo(Errno.ERANGE);
      assertThat(label.reason()).isEqualTo("Attribute failed policy validation");
      assertThat(label.offset()).as("where IFA_LABEL begins").isEqualTo(32);
      NetlinkException exists = outcome.failures().getLast().refusal();
      assertThat(exists.errno()).isEqualTo(Errno.EEXIST);
      assertThat(exists).hasMessage("RTM_NEWADDR: ipv4: Address already assigned (EEXIST)");
      assertThat(socket.dump(ALL_ADDRESSES, Labels::new).all)
          .as("the others are made")
          .contains("10.0.0.1 lo", "10.0.0.4 lo");
    }
  }

  @Test
  void noErrorIsLostWhereEveryChangeOfAFullBatchFails() {
    try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE)) {
      socket.change(add(1, "lo"));
      Iterator<Request> changes =
          IntStream.range(0, 3 * 256).mapToObj(i -> add(1, "lo")).iterator();
      for (int i = 0; i < 3; i++) {
        Outcome outcome = socket.change(changes);
        assertThat(outcome.sent()).isEqualTo(256);
        assertThat(outcome.failures()).hasSize(256);
        assertThat(outcome.failures().getLast().index()).isEqualTo(255);
      }
    }
  }

  @Test
  void aSingleChangeThrowsTheRefusal() {
    try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE)) {
      socket.change(add(1, "lo"));
      assertThatThrownBy(() -> socket.change(add(1, "lo")))
          .isInstanceOf(NetlinkException.class)
          .hasMessageContaining("EEXIST");
    }
  }

  @Test
  void aDumpThatTheKernelRefusesSaysWhy() {
    Request strictlyWrong =
        new Request(Rtm.GETADDR, 0, new IfAddrMsg(Address.INET, 24, 0, 0, 0)::emit);
    try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE)) {
      assertThatThrownBy(() -> socket.dump(strictlyWrong, Labels::new))
          .isInstanceOfSatisfying(
              NetlinkException.class,
              e -> {
                assertThat(e.operation()).isEqualTo("RTM_GETADDR");
                assertThat(e.errno()).isEqualTo(Errno.EINVAL);
                assertThat(e.reason()).contains("Invalid values in header for address dump");
              });
    }
  }

  @Test
  void aTableThatChangesWhileItIsReadIsReadAgain() throws InterruptedException {
    try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE);
        NetlinkSocket other = NetlinkSocket.open(Trace.NONE)) {
      Iterator<Request> changes = IntStream.range(0, 2000).mapToObj(i -> add(i, "lo")).iterator();
      while (changes.hasNext()) {
        other.change(changes);
      }
      AtomicBoolean disturbed = new AtomicBoolean();
      List<Labels> readings = new ArrayList<>();
      Labels result =
          socket.dump(
              ALL_ADDRESSES,
              () -> {
                Labels fresh =
                    new Labels() {
                      @Override
                      public void message(NlMsgHdr header, Cursor payload) {
                        super.message(header, payload);
                        if (all.size() == 500 && disturbed.compareAndSet(false, true)) {
                          other.change(add(5000, "lo"));
                        }
                      }
                    };
                readings.add(fresh);
                return fresh;
              });
      assertThat(readings).as("a reading that was disturbed, and one that was not").hasSize(2);
      assertThat(result.all).hasSize(2002 - 1).contains("10.0.19.136 lo");
    }
  }

  @Test
  void theTraceSeesWhatIsSentAndWhatComes() {
    List<String> seen = new ArrayList<>();
    Trace trace = (sent, message) -> seen.add((sent ? "> " : "< ") + Rtm.protocol().trace(message));
    try (NetlinkSocket socket = NetlinkSocket.open(trace)) {
      socket.change(add(7, "lo:7"));
    }
    assertThat(seen)
        .hasSize(3)
        .satisfies(lines -> {
          assertThat(lines.get(0))
              .startsWith("> RTM_NEWADDR REQUEST|EXCL|CREATE seq 1")
              .endsWith("IFA_LOCAL 10.0.0.7, IFA_LABEL lo:7");
          assertThat(lines.get(1)).startsWith("> NLMSG_NOOP REQUEST|ACK seq 2");
          assertThat(lines.get(2)).startsWith("< NLMSG_ERROR CAPPED seq 2");
        });
  }

  @Test
  void linksAreReadWithoutAnyPermission() {
    Request links = new Request(Rtm.GETLINK, 0, new IfInfoMsg(0, 0, 0, 0, 0)::emit);
    List<String> names = new ArrayList<>();
    try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE)) {
      socket.dump(
          links,
          () ->
              (header, payload) -> {
                IfInfoMsg.parse(payload);
                names.add(Attributes.read(Ifla.ALL, payload).get(Ifla.IFNAME));
              });
      assertThat(socket.namespaceCookie()).isPositive();
    }
    assertThat(names).containsExactly("lo");
  }
}
