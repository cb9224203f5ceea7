package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code set}, {@code del}, {@code open}, {@code close}, {@code insmod}, {@code rmmod}. */
class ChangesTest {
  private static final Ran DONE = new Ran(0, "", "");

  private final FakeKernel kernel = FakeKernel.host();
  private final Screen screen = Screen.on(kernel);

  private String chain() {
    return screen.run("chain").out().strip();
  }

  private String commands() {
    return screen.run("list -o commands").out();
  }

  @Test
  void setGivesAnAliasAnotherAddress() {
    screen.run("add eth0:0 10.0.0.1/24");

    assertThat(screen.run("set eth0:0 10.1.0.1/16")).isEqualTo(DONE);
    assertThat(commands())
        .isEqualTo("ip addr add 10.1.0.1/16 brd 10.1.255.255 dev eth0 label eth0:0\n");
  }

  @Test
  void setGivesAnAliasAnotherBroadcastAddressAlone() {
    screen.run("add eth0:0 10.0.0.1/24");

    assertThat(screen.run("set eth0:0 --broadcast 10.0.0.0")).isEqualTo(DONE);
    assertThat(commands()).contains("10.0.0.1/24 brd 10.0.0.0 dev");
  }

  @Test
  void setGivesADeviceAnotherPrimaryAddressAndKeepsItsAliases() {
    screen.run("set eth0 10.0.0.1/24");
    screen.run("add eth0 10.0.0.2/24");

    assertThat(screen.run("set eth0 10.0.0.9/24")).isEqualTo(DONE);
    assertThat(chain()).isEqualTo("lo->eth0->eth0:0->0");
    assertThat(kernel.addressesOf("eth0"))
        .containsExactly("10.0.0.9/24 eth0", "10.0.0.2/24 eth0:0 secondary");
  }

  @Test
  void delTakesTheClosedAliasBesideALabelOfItsNameToo() {
    for (String words : new String[] {"del eth0:z", "del --on eth0 --all"}) {
      screen.run("add eth0:z 10.0.0.1/24 --closed");
      kernel.label("eth0", "10.0.7.1/24", "eth0:z");

      assertThat(screen.run(words + " --dry-run").out())
          .contains("ip addr del 10.0.7.1/24 dev eth0\n", "# forget: closed alias eth0:z");
      assertThat(screen.run(words)).isEqualTo(DONE);
      assertThat(chain()).isEqualTo("lo->eth0->0");
    }
  }

  @Test
  void anAddressBehindANameSaysWhichOfSeveralIsMeant() {
    kernel.label("eth0", "10.0.0.1/24", "eth0:a").label("eth0", "10.0.1.1/24", "eth0:a");

    for (String words : new String[] {"del eth0:a", "close eth0:a", "set eth0:a 10.9.0.1"}) {
      assertThat(screen.run(words))
          .isEqualTo(
              new Ran(
                  1,
                  "",
                  "netalias: 2 aliases have the name eth0:a: 10.0.0.1/24, 10.0.1.1/24;"
                      + " say which by its address, as in: netalias del eth0:a 10.0.0.1\n"));
    }
    assertThat(screen.run("close eth0:a 10.0.1.1")).isEqualTo(DONE);
    assertThat(screen.run("del eth0:a 10.0.0.1")).isEqualTo(DONE);
    assertThat(screen.run("show eth0:a").out()).contains("10.0.1.1/24", "closed");
  }

  @Test
  void setBoundsTheSlotsOfADevice() {
    assertThat(screen.run("set eth0 --max-slot 0")).isEqualTo(DONE);
    assertThat(screen.run("add eth0 10.0.0.1").exitCode()).isEqualTo(1);
    assertThat(screen.run("set eth0 --max-slot none")).isEqualTo(DONE);
    assertThat(screen.run("add eth0 10.0.0.1").exitCode()).isZero();
  }

  @Test
  void delDeletesSeveralOrNone() {
    screen.run("add eth0 10.0.0.1-10.0.0.4/24");

    assertThat(screen.run("del eth0:0 eth0:9").exitCode()).isEqualTo(5);
    assertThat(chain()).isEqualTo("lo->eth0->eth0:0->eth0:1->eth0:2->eth0:3->0");
    assertThat(screen.run("del eth0:03 eth0:0 eth0:0")).isEqualTo(DONE);
    assertThat(chain()).isEqualTo("lo->eth0->eth0:1->eth0:2->0");
  }

  @Test
  void delOnADeviceDeletesAllOfItsAliasesAndNoOthers() {
    screen.run("add eth0 10.0.0.1-10.0.0.4/24");
    screen.run("add lo 127.0.0.2/8");

    assertThat(screen.run("del --on eth0 --all")).isEqualTo(DONE);
    assertThat(chain()).isEqualTo("lo->lo:0->eth0->0");
  }

  @Test
  void anAddressSaysWhichOfSeveralLabelsOfOneNameIsMeant() {
    kernel.label("eth0", "10.0.0.1/24", "eth0:0");
    kernel.label("eth0", "10.0.0.2/24", "eth0:0");
    kernel.label("eth0", "10.0.0.3/24", "eth0:0-");

    assertThat(screen.run("del eth0:0 10.0.0.2 eth0:0- 10.0.0.3")).isEqualTo(DONE);
    assertThat(kernel.addressesOf("eth0")).containsExactly("10.0.0.1/24 eth0:0");
  }

  @Test
  void theAddressBehindANameIsTakenByCloseOpenAndSetToo() {
    kernel.label("eth0", "10.0.0.1/24", "eth0:a");
    kernel.label("eth0", "10.0.0.2/24", "eth0:a");

    assertThat(screen.run("set eth0:a 10.0.0.2 10.0.0.3/24")).isEqualTo(DONE);
    assertThat(kernel.addressesOf("eth0"))
        .containsExactly("10.0.0.1/24 eth0:a", "10.0.0.3/24 eth0:a secondary");
    assertThat(screen.run("close eth0:a 10.0.0.1").exitCode()).isZero();
    assertThat(kernel.addressesOf("eth0")).containsExactly("10.0.0.3/24 eth0:a");
    assertThat(screen.run("show eth0:a 10.0.0.3").out()).contains("state        open");
  }

  @Test
  void devicesAreOpenedBeforeAliasesAndClosedAfterThemWhateverTheOrderOfTheWords() {
    screen.run("add eth0:7 10.0.0.1 --closed");
    screen.run("down eth0");
    screen.run("add eth0:7 10.0.0.1 --closed");

    assertThat(screen.run("open eth0:7 eth0")).isEqualTo(DONE);
    assertThat(screen.run("show eth0:7").out()).contains("state        open\n");
    assertThat(screen.run("close eth0 eth0:7")).isEqualTo(DONE);
    assertThat(chain()).isEqualTo("lo->eth0->0");
  }

  @Test
  void closeKeepsAnAliasAndOpenBringsItBack() {
    screen.run("add eth0 10.0.0.1/24 10.0.0.2/24");

    assertThat(screen.run("close eth0:0")).isEqualTo(DONE);
    assertThat(kernel.addressesOf("eth0")).containsExactly("10.0.0.2/24 eth0:1");
    assertThat(chain()).isEqualTo("lo->eth0->eth0:0->eth0:1->0");
    assertThat(screen.run("up eth0:0")).isEqualTo(DONE);
    assertThat(kernel.addressesOf("eth0")).contains("10.0.0.1/24 eth0:0 secondary");
  }

  @Test
  void closingADeviceDeletesItsAliasesAndAnAliasOpensOnlyOnAnOpenDevice() {
    screen.run("add eth0 10.0.0.1/24");

    assertThat(screen.run("down eth0")).isEqualTo(DONE);
    assertThat(chain()).isEqualTo("lo->eth0->0");
    assertThat(screen.run("add eth0 10.0.0.1").err())
        .isEqualTo(
            "netalias: eth0 is down; open it first (netalias open eth0), or create the alias"
                + " closed (--closed)\n");
    screen.run("add eth0:7 10.0.0.1 --closed");
    assertThat(screen.run("open eth0:7").exitCode()).isEqualTo(1);
    assertThat(screen.run("open eth0 eth0:7")).isEqualTo(DONE);
    assertThat(screen.run("show eth0:7").out()).contains("state        open\n");
  }

  @Test
  void typesAreLoadedByTheNamesThatTheyHadAndUnloadedWhenNobodyUsesThem() {
    assertThat(screen.run("insmod /lib/modules/2.0.36/net/ip_alias.o")).isEqualTo(DONE);
    assertThat(screen.run("insmod ip_alias")).isEqualTo(DONE);
    assertThat(screen.run("proc alias_types").out())
        .isEqualTo("type    name            n_attach\n2       ip              0      \n");
    screen.run("add eth0 10.0.0.1");
    assertThat(screen.run("rmmod ip_alias"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "netalias: alias type ip is in use: 1 alias is attached; delete them first\n"));
    screen.run("del eth0:0");
    assertThat(screen.run("rmmod ip_alias")).isEqualTo(DONE);
    assertThat(screen.run("rmmod ip_alias").exitCode()).isEqualTo(5);
    assertThat(screen.run("insmod ipx").exitCode()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          set eth0                     | 2 | nothing is said that eth0 is to be set to; netalias \
          set eth0 ADDRESS[/LEN]
          set eth0:5 10.0.0.1          | 5 | there is no alias 'eth0:5'; netalias list shows the \
          aliases that are there
          set nope 10.0.0.1            | 5 | there is no device 'nope'; devices: lo, eth0
          set eth0:0 --max-slot 3      | 2 | --max-slot is set on a device, not on an alias; \
          netalias set eth0 --max-slot 3
          set eth0 10.0.0.1-10.0.0.2   | 2 | '10.0.0.1-10.0.0.2' is more than one address; \
          netalias set gives one
          set eth0:0 2001:db8::1 --broadcast 10.0.0.1 | 2 | --broadcast is not for 2001:db8::1: \
          IPv6 has no broadcast addresses; leave it out
          set eth0:0 --broadcast ff02::1 | 2 | the broadcast address ff02::1 is of another \
          family than 10.0.0.1; without --broadcast it is the usual one
          set eth0:0 x 10.0.0.1        | 2 | 'x' is not an address: which of several has the \
          name?; netalias set NAME ADDRESS NEW[/LEN]
          set eth0 2001:db8::1/64      | 2 | the first address of a device is IPv4, and \
          2001:db8::1/64 is not; netalias add eth0 2001:db8::1/64
          del                          | 2 | nothing is named to be deleted; netalias del \
          NAME..., or netalias del --on DEV --all
          del --all                    | 2 | --on and --all belong together; netalias del --on \
          DEV --all empties a device
          del --on eth0                | 2 | --on and --all belong together; netalias del --on \
          DEV --all empties a device
          del --on eth0 --all eth0:0   | 2 | 'eth0:0' and --all can't go together; netalias del \
          NAME..., or netalias del --on DEV --all
          del --on nope --all          | 5 | there is no device 'nope'; devices: lo, eth0
          del 10.0.0.1                 | 2 | '10.0.0.1' is an address, and an alias is called \
          by its name; it is eth0:0
          del eth0                     | 2 | 'eth0' is a device, not an alias; netalias del --on \
          eth0 --all deletes all of its aliases
          del nope                     | 5 | there is no device 'nope'; devices: lo, eth0
          open nope                    | 5 | there is no device 'nope'; devices: lo, eth0
          close nope                   | 5 | there is no device 'nope'; devices: lo, eth0
          close eth0:0 nope            | 5 | there is no device 'nope'; devices: lo, eth0
          del eth0:0 10.0.0.2          | 5 | there is no alias 'eth0:0' with the address \
          10.0.0.2; netalias list shows the aliases that are there
          open eth0:1                  | 5 | there is no alias 'eth0:1'; netalias list shows the \
          aliases that are there
          close nope:0                 | 5 | there is no device 'nope'; devices: lo, eth0
          move eth0:0                  | 2 | it is not said where to; netalias move ALIAS --to \
          NETNS; ip netns list shows some
          move eth0 --to box           | 2 | 'eth0' is a device, not an alias; ip link set dev \
          eth0 netns NETNS moves a device whole
          move eth0:0 --to box         | 1 | eth0:0 is a label of eth0, and only an alias that \
          is a device can leave it; netalias del eth0:0, then netalias add eth0:0 10.0.0.1/24 \
          --as device makes it one
          """)
  void whatIsWrongIsToldInOneLineAndNothingIsDone(String line, int exitCode, String told) {
    screen.run("add eth0:0 10.0.0.1/24");
    kernel.commits = 0;

    assertThat(screen.run(line)).isEqualTo(new Ran(exitCode, "", "netalias: " + told + "\n"));
    assertThat(kernel.commits).isZero();
  }
}
