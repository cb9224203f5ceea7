package dev.netalias.linux;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.netlink.NetlinkException;
import dev.netalias.linux.netns.NamespaceException;
import dev.netalias.wire.WireException;
import dev.netalias.wire.nl.Errno;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns the exceptions of the layers below into the port's. */
final class Failures {
  private Failures() {}

  /** Runs something; what the layers below throw becomes a {@link KernelException}. */
  static <T extends @Nullable Object> T translated(Supplier<T> body) {
    try {
      return body.get();
    } catch (NetlinkException e) {
      throw of(e, null);
    } catch (CallException e) {
      throw withCause(new KernelException(e.call(), e.errno(), Errno.text(e.errno()), null), e);
    } catch (NamespaceException e) {
      String operation = "network namespace '" + e.namespace() + "'";
      throw withCause(new KernelException(operation, e.errno(), e.reason(), null), e);
    } catch (WireException e) {
      throw withCause(new KernelException("netlink", 0, String.valueOf(e.getMessage()), null), e);
    }
  }

  static KernelException of(NetlinkException e, @Nullable Change change) {
    return withCause(new KernelException(e.operation(), e.errno(), e.reason(), change), e);
  }

  private static KernelException withCause(KernelException exception, Throwable cause) {
    exception.initCause(cause);
    return exception;
  }
}
