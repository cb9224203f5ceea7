package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddTest {
  private final FakeKernel kernel = FakeKernel.host();
  private final Screen screen = Screen.on(kernel);

  private String chain() {
    return screen.run("chain").out().strip();
  }

  @Test
  void withoutATagTheLowestFreeSlotIsTakenAndTheNamePrinted() {
    screen.run("add eth0:1 10.0.0.1/24");

    assertThat(screen.run("add eth0 10.0.0.2/24")).isEqualTo(new Ran(0, "eth0:0\n", ""));
    assertThat(screen.run("add eth0 10.0.0.3/24")).isEqualTo(new Ran(0, "eth0:2\n", ""));
    assertThat(chain()).isEqualTo("lo->eth0->eth0:1->eth0:0->eth0:2->0");
  }

  @Test
  void aTagThatLooksLikeSeveralSlotsIsAWordAndThatIsSaid() {
    String note =
        "netalias: note: the tag of eth0:1-50 is a word, and means no slots; netalias add eth0"
            + " FIRST-LAST takes a free slot for each address\n";

    assertThat(screen.run("add eth0:1-50 10.0.0.1")).isEqualTo(new Ran(0, "eth0:1-50\n", note));
    assertThat(screen.run("add eth0:a-50 10.0.0.2").err()).isEmpty();
    screen.typing("del eth0:1-50\nadd eth0:1-50 10.0.0.1\nadd eth0:1-50 10.0.0.1\n");
    assertThat(screen.run("batch -").err()).isEqualTo(note);
  }

  @Test
  void withoutALengthThePrefixIsOneOfAHost() {
    screen.run("add eth0 10.0.0.1");

    assertThat(screen.run("-o commands list").out())
        .isEqualTo("ip addr add 10.0.0.1/32 dev eth0 label eth0:0\n");
  }

  @Test
  void severalAddressesMakeAnAliasEach() {
    Ran ran = screen.run("add eth0 10.0.0.1/24 10.0.0.7-10.0.0.9/24 2001:db8::1/64");

    assertThat(ran.out()).isEqualTo("eth0:0\neth0:1\neth0:2\neth0:3\neth0:4\n");
    assertThat(screen.run("proc aliases").out()).contains("10.0.0.8", "10.0.0.9", "2001:db8::1");
  }

  @Test
  void aRangeOfIpv6CountsOnBeyondSixtyFourBits() {
    screen.run("add eth0 2001:db8::ffff:ffff:ffff:fffe-2001:db8:0:1::1");

    assertThat(screen.run("list -o commands").out())
        .contains("2001:db8::ffff:ffff:ffff:ffff/128", "2001:db8:0:1::/128", "2001:db8:0:1::1/128")
        .hasLineCount(4);
  }

  @Test
  void whereOneOfSeveralIsRefusedNoneIsMade() {
    screen.run("add eth0 10.0.0.5/24");

    Ran ran = screen.run("add eth0 10.0.0.1-10.0.0.9/24");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo("netalias: 10.0.0.5 is on eth0 already, as eth0:0; netalias show eth0:0\n");
    assertThat(chain()).isEqualTo("lo->eth0->eth0:0->0");
  }

  @Test
  void theOptionsReachTheAlias() {
    screen.run("add eth0:web 10.0.0.1/24 --closed --broadcast 10.0.0.0");

    assertThat(screen.run("list -o commands").out())
        .isEqualTo("# closed: ip addr add 10.0.0.1/24 brd 10.0.0.0 dev eth0 label eth0:web\n");
    assertThat(screen.run("add eth0 10.0.0.1/16 --allow-duplicate").exitCode()).isZero();
  }

  @Test
  void theBoundOfSlotsHoldsFromThatCommandOn() {
    assertThat(screen.run("add eth0 10.0.0.1 10.0.0.2 --max-slot 2").exitCode()).isZero();

    assertThat(screen.run("add eth0 10.0.0.3").err())
        .startsWith("netalias: slot 2 of eth0 is refused: its slots are bounded to below 2;");
    assertThat(screen.run("add eth0 10.0.0.3 --max-slot none").exitCode()).isZero();
  }

  @Test
  void whatComesInLaterVersionsIsAcceptedWhereItWouldBeSwitchedOff() {
    assertThat(screen.run("add eth0 10.0.0.1 --no-probe --no-announce --no-counters").exitCode())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          eth0 10.0.0.1 --mac 02:00:00:00:00:01 | --mac is for an alias that is a device; \
          add --as device
          eth0 10.0.0.1 --mode bridge  | --mode is for an alias that is a device; add --as device
          eth0 10.0.0.1 --as device --mode x | 'x' is no value of --mode; it takes bridge, \
          private, vepa, passthru, l2, l3 or l3s
          eth0 10.0.0.1 --as device --mac 01:00:00:00:00:01 | '01:00:00:00:00:01' can't be the \
          MAC address of a device; six bytes, the first of them even, as in 02:00:00:00:00:12
          eth0 10.0.0.1 --as device --mode l2 --mac 02:00:00:00:00:01 | an ipvlan device \
          (--mode l2) has main's MAC address, and no other; --mode bridge makes a macvlan \
          device, which has its own
          eth0 10.0.0.1 --as tunnel    | 'tunnel' is no value of --as; it takes label, route or \
          device
          eth0 10.0.0.0/24 --whole     | --whole makes one alias of a whole prefix, and only a \
          local route can be one; netalias add DEV PREFIX --as route --whole
          eth0 10.0.0.1/24 --as route  | a local route is no part of a subnet: it has no prefix \
          length; netalias add eth0 10.0.0.1 --as route makes one address; --whole makes one \
          alias of 10.0.0.0/24
          eth0 10.0.0.1 --save         | a host of the lab keeps no desired state; plan and \
          apply take a FILE
          eth0:1 10.0.0.1 10.0.0.2     | one name, eth0:1, can't be given to several addresses; \
          netalias add eth0 ADDRESS... takes free slots
          eth0:1 10.0.0.1-10.0.0.2     | one name, eth0:1, can't be given to several addresses; \
          netalias add eth0 ADDRESS... takes free slots
          eth0: 10.0.0.1               | 'eth0:' has no tag after its colon; \
          a tag is a number, or a word of letters, digits, _ . and -
          eth0:+1 10.0.0.1             | 'eth0:+1' is not the name of an alias: its tag holds '+'; \
          a tag is a number, or a word of letters, digits, _ . and -
          eth0:1:2 10.0.0.1            | 'eth0:1:2' is not the name of an alias: its tag holds ':'; \
          a tag is a number, or a word of letters, digits, _ . and -
          eth0:0-- 10.0.0.1            | 'eth0:0--' is not the name of an alias: a tag does not \
          end with '-'; a tag is a number, or a word of letters, digits, _ . and -
          :0 10.0.0.1                  | ':0' has no main device before its colon; \
          a tag is a number, or a word of letters, digits, _ . and -
          eth0 10.0.0                  | '10.0.0' is not an address of any known type (ip, ip6)
          eth0 10.0.0.1/33             | prefix length 33 of 10.0.0.1 is not 0 to 32; \
          a length is 0 to 32 for IPv4 and 0 to 128 for IPv6, as in 192.0.2.10/24
          eth0 10.0.0.1/x              | 'x' in '10.0.0.1/x' is not a prefix length; \
          a length is 0 to 32 for IPv4 and 0 to 128 for IPv6, as in 192.0.2.10/24
          eth0 10.0.0.9-10.0.0.1       | '10.0.0.9-10.0.0.1' ends before it begins; write it as \
          10.0.0.1-10.0.0.9
          eth0 10.0.0.1-20             | '20' is not an address of any known type (ip, ip6); a \
          range is FIRST-LAST, two whole addresses
          eth0 10.0.0.1-2001:db8::1    | '10.0.0.1-2001:db8::1' is a range over two families
          eth0 1.0.0.0-2.0.0.0         | '1.0.0.0-2.0.0.0' holds more than 1048576 addresses; \
          take several ranges
          eth0 2001:db8::-2001:db8:1:: | '2001:db8::-2001:db8:1::' holds more than 1048576 \
          addresses; take several ranges
          eth0 10.0.0.1/24 --broadcast ff02::1 | the broadcast address ff02::1 is of another \
          family than 10.0.0.1; without --broadcast it is the usual one
          eth0 2001:db8::1 --broadcast 10.0.0.1 | --broadcast is not for 2001:db8::1: IPv6 has \
          no broadcast addresses; leave it out
          eth0 10.0.0.1 --max-slot -5  | '-5' is not a bound of slots; --max-slot takes a number \
          from 0, or none
          eth0 0.0.0.0                 | 0.0.0.0 can't be the address of a device: it is no \
          host's address
          """)
  void wrongUsageIsToldInOneLineWithExitCodeTwo(String words, String told) {
    Ran ran = screen.run("add " + words);

    assertThat(ran).isEqualTo(new Ran(2, "", "netalias: " + told + "\n"));
    assertThat(kernel.commits).isZero();
  }

  @Test
  void aDeviceThatIsNotThereIsNotFound() {
    assertThat(screen.run("add nope:0 10.0.0.1"))
        .isEqualTo(new Ran(5, "", "netalias: there is no device 'nope'; devices: lo, eth0\n"));
  }

  @Test
  void aNameThatExistsWithAnotherAddressIsAConflictThatNamesSet() {
    screen.run("add eth0:0 10.0.0.1/24");

    assertThat(screen.run("add eth0:0 10.0.0.1/24").exitCode()).isZero();
    assertThat(screen.run("add eth0:00 10.0.0.2/24"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "netalias: eth0:0 exists, with the address 10.0.0.1/24;"
                    + " netalias set eth0:0 10.0.0.2/24 re-addresses it\n"));
  }

  @Test
  void quietPrintsNoName() {
    assertThat(screen.run("-q add eth0 10.0.0.1")).isEqualTo(new Ran(0, "", ""));
  }
}
