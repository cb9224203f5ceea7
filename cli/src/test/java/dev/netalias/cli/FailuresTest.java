package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.netalias.Conduct;
import dev.netalias.NetAlias;
import dev.netalias.Step;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation;
import dev.netalias.cli.print.Failure;
import dev.netalias.cli.run.Failures;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import dev.netalias.testkit.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user is told when the kernel refuses. */
class FailuresTest {
  private final FakeKernel kernel = FakeKernel.host();
  private final Screen screen = Screen.on(kernel);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          add eth0 10.0.0.2      | adding an address
          set eth0:0 10.0.0.2    | changing an address
          del eth0:0             | deleting an address
          close eth0:0           | closing a device or an alias
          open eth0              | opening a device or an alias
          insmod ip              | loading an alias type
          """)
  void withoutPermissionALineSaysWhatIsNeeded(String line, String doing) {
    screen.run("add eth0:0 10.0.0.1");
    kernel.forbid();

    assertThat(screen.run(line))
        .isEqualTo(
            new Ran(
                4,
                "",
                "netalias: "
                    + doing
                    + " needs CAP_NET_ADMIN; run it with sudo, or try it in the lab:"
                    + " netalias lab\n"));
  }

  @Test
  void withoutPermissionWhatIsWrongWithTheRequestItselfIsToldFirst() {
    kernel.forbid();

    assertThat(screen.run("add eth0 300.0.0.1").exitCode()).isEqualTo(2);
    assertThat(screen.run("del eth0:0").exitCode()).isEqualTo(5);
    assertThat(screen.run("add eth0 10.0.0.1 --dry-run").exitCode()).isZero();
    assertThat(screen.run("list").exitCode()).isZero();
  }

  @Test
  void permissionThatIsMissingForOneChangeIsToldInTheSameWords() {
    kernel.refuse(c -> c instanceof AddressChange, KernelException.EPERM, "not permitted");

    assertThat(screen.run("add eth0 10.0.0.1").err())
        .isEqualTo(
            "netalias: adding an address needs CAP_NET_ADMIN; run it with sudo, or try it in the"
                + " lab: netalias lab\n");
  }

  @Test
  void aDeviceThatVanishesMeanwhileIsGone() {
    kernel.refuse(c -> c instanceof AddressChange, KernelException.ENODEV, "No such device");

    assertThat(screen.run("add eth0 10.0.0.1"))
        .isEqualTo(new Ran(5, "", "netalias: eth0 is gone; nothing was changed\n"));
  }

  @Test
  void otherRefusalsCarryTheChangeAndTheKernelsOwnText() {
    kernel.refuse(c -> c instanceof AddressChange, 95, "Address label not supported");

    assertThat(screen.run("add eth0 10.0.0.1/24"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "netalias: the kernel refused 'ip addr add 10.0.0.1/24 brd 10.0.0.255 dev eth0"
                    + " label eth0:0': Address label not supported; nothing was changed\n"));
  }

  @Test
  void whatCanNotBeTakenBackAfterAStepThatRefusesIsSaid() {
    Step refusing =
        new Step() {
          @Override
          public void after(Plan plan) {
            kernel.refuse(Change::isRemoval, KernelException.EPERM, "not any more");
            throw AliasException.conflict("the state can't be kept", "make room");
          }
        };
    Creation wanted = Creation.parse(AliasTypes.known(), "eth0:0", "10.0.0.1/24");

    AliasException refused =
        catchThrowableOfType(
            AliasException.class,
            () ->
                NetAlias.over(kernel)
                    .run(draft -> draft.create(wanted), Conduct.PLAIN.with(refusing)));

    Failure told = Failures.of(refused);
    assertThat(told.message()).isEqualTo("the state can't be kept");
    assertThat(told.hint()).startsWith("not all could be taken back: ").contains("not any more");
  }

  @Test
  void aNamespaceThatIsNotThereIsNotFound() {
    assertThat(screen.run("--netns nope list"))
        .isEqualTo(
            new Ran(
                5,
                "",
                "netalias: there is no network namespace 'nope'; ip netns list shows them\n"));
  }

  @Test
  void aMistakeOfNetaliasIsOneLineThatAsksForAReport() {
    kernel.fail(c -> true, c -> new IllegalStateException("two\nlines"));

    Ran ran = screen.run("add eth0 10.0.0.1");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "netalias: this is a mistake in netalias: java.lang.IllegalStateException:"
                + " two\\u000alines; please report what the same command says with --debug\n");
  }
}
