package dev.netalias.cli.run;

import dev.netalias.InUseException;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasException.Kind;
import dev.netalias.cli.print.ErrorJson;
import dev.netalias.cli.print.Failure;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.UnwritableException;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RuleChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.net.FormatException;
import dev.netalias.plan.MistakeException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Exceptions as a user is told of them, with the exit codes. */
public final class Failures {
  private Failures() {}

  /** What an exception means; what could not be taken back after it is said with it. */
  public static Failure of(Throwable thrown) {
    Failure failure = meaning(thrown);
    for (Throwable left : thrown.getSuppressed()) {
      if (left instanceof KernelException) {
        return failure.withHint("not all could be taken back: " + left.getMessage());
      }
    }
    return failure;
  }

  private static Failure meaning(Throwable thrown) {
    return switch (thrown) {
      case InUseException inUse -> ofInUse(inUse);
      case AliasException refused ->
          failure(refused.kind(), String.valueOf(refused.getMessage()), refused.hint());
      case MistakeException mistake ->
          failure(Kind.USAGE, String.valueOf(mistake.getMessage()), mistake.hint())
              .withExcerpt(mistake.excerpt());
      case LineException line -> of(line.reason()).in("line " + line.line());
      case KernelException refused -> ofKernel(refused);
      case FormatException wrong -> failure(Kind.USAGE, String.valueOf(wrong.getMessage()), "");
      case UnwritableException gone ->
          failure(Kind.CONFLICT, "the output can't be written: " + gone.reason(), "");
      case OutOfMemoryError full -> failure(Kind.CONFLICT, "there is not enough memory", "");
      default ->
          new Failure(
              "internal",
              1,
              "this is a mistake in netalias: " + thrown,
              "please report what the same command says with --debug");
    };
  }

  private static Failure failure(Kind kind, String message, String hint) {
    return new Failure(kind.name().toLowerCase(Locale.ROOT), kind.exitCode(), message, hint);
  }

  private static Failure ofInUse(InUseException inUse) {
    Vendors vendors = new Vendors();
    Failure plain = failure(inUse.kind(), inUse.text(vendors::named), inUse.hint());
    return plain.with(ErrorJson.Holder.all(inUse.conflicts(), vendors::of));
  }

  private static Failure ofKernel(KernelException refused) {
    Change change = refused.change();
    if (refused.isPermission()) {
      return Failures.of(Changer.forbidden(doing(refused), refused));
    }
    if (refused.errno() == KernelException.EINTR) {
      return failure(Kind.INTERRUPTED, "interrupted", "");
    }
    Device device = device(change);
    if (refused.errno() == KernelException.ENODEV && device != null) {
      return failure(Kind.NOT_FOUND, device + " is gone", "nothing was changed");
    }
    if (change == null) {
      return failure(Kind.CONFLICT, refused.operation() + ": " + refused.reason(), "");
    }
    if (change instanceof DeviceChange made && made.isAddition() && isUnknown(refused)) {
      return failure(
          Kind.CONFLICT,
          "the kernel has no %s devices: %s"
              .formatted(made.subject().type().kind(), refused.reason()),
          "load its module (modprobe %s), or use another --mode or --as label"
              .formatted(made.subject().type().kind()));
    }
    return failure(
        Kind.CONFLICT,
        "the kernel refused '%s': %s".formatted(change.command(), refused.reason()),
        "nothing was changed");
  }

  private static boolean isUnknown(KernelException refused) {
    return refused.errno() == KernelException.EOPNOTSUPP;
  }

  private static String doing(KernelException refused) {
    Change change = refused.change();
    return switch (change) {
      case AddressChange a when a.isAddition() -> "adding an address";
      case AddressChange a when a.isRemoval() -> "deleting an address";
      case AddressChange a -> "changing an address";
      case LinkChange l -> "changing a device";
      case DeviceChange d -> "making or deleting a device";
      case MoveChange m -> "moving a device to another network namespace";
      case RouteChange r -> "changing a route";
      case RuleChange r -> "changing a routing rule";
      case null, default -> change == null ? refused.operation() : "changing the network";
    };
  }

  private static @Nullable Device device(@Nullable Change change) {
    return switch (change) {
      case AddressChange a -> a.subject().device();
      case LinkChange l -> l.device();
      case SettingChange s -> s.device();
      case DeviceChange d -> d.subject().lower();
      case NeighbourChange n -> n.subject().device();
      case RouteChange r ->
          r.subject().hops().isEmpty() ? null : r.subject().hops().getFirst().device();
      case null, default -> null;
    };
  }

  /** Prints it, in the form that was asked for. */
  public static void print(Output output, Failure failure) {
    if (output.isJson()) {
      failure.printJson(output.err());
    } else {
      failure.print(output.err());
    }
  }
}
