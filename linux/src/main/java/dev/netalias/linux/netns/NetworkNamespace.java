package dev.netalias.linux.netns;

import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.libc.Descriptor;
import dev.netalias.linux.libc.LibC;
import dev.netalias.linux.libc.Namespaces;
import dev.netalias.wire.nl.Errno;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs code in a network namespace, on a platform thread of its own: a thread that has changed its
 * namespace is good for nothing else after. Sockets stay in the namespace that they were made in.
 */
public final class NetworkNamespace implements AutoCloseable {
  private static final Path NAMED = Path.of("/run/netns");

  private final String name;
  private final LibC libc;
  private final Descriptor file;

  private NetworkNamespace(String name, LibC libc, Descriptor file) {
    this.name = name;
    this.libc = libc;
    this.file = file;
  }

  /**
   * Opens a namespace by the name that {@code ip netns} gives it, or by a path: {@code
   * /proc/PID/ns/net}. It stays alive while it is open, even where its name goes.
   *
   * @throws NamespaceException where there is none, or it may not be read
   */
  public static NetworkNamespace open(String nameOrPath) {
    boolean isPath = nameOrPath.contains("/");
    if (!isPath && (nameOrPath.isBlank() || nameOrPath.startsWith("."))) {
      throw new NamespaceException(nameOrPath, Errno.ENOENT, "is no name of a network namespace");
    }
    Path path = isPath ? Path.of(nameOrPath) : NAMED.resolve(nameOrPath);
    LibC libc = LibC.ofThisProcess();
    return new NetworkNamespace(nameOrPath, libc, opened(libc, nameOrPath, path));
  }

  private static Descriptor opened(LibC libc, String name, Path path) {
    try {
      return Descriptor.open(libc, path, Descriptor.O_RDONLY);
    } catch (CallException refused) {
      throw switch (refused.errno()) {
        case Errno.ENOENT, Errno.ENOTDIR, Errno.ESRCH ->
            new NamespaceException(name, Errno.ENOENT, "there is no such network namespace");
        default -> new NamespaceException(name, refused.errno(), Errno.text(refused.errno()));
      };
    }
  }

  /**
   * Runs something in the namespace, {@code ip netns exec NAME …}.
   *
   * @throws NamespaceException where this process may not enter it, or the file is something else
   */
  public <T extends @Nullable Object> T call(Supplier<T> body) {
    return onItsOwnThread(() -> {
      enter();
      return body.get();
    });
  }

  private void enter() {
    try {
      Namespaces.enter(libc, file);
    } catch (CallException refused) {
      String reason =
          refused.errno() == Errno.EINVAL
              ? "that is no network namespace"
              : Errno.text(refused.errno());
      throw new NamespaceException(name, refused.errno(), reason);
    }
  }

  /**
   * Runs something in a network namespace that is made for it and goes with it, {@code unshare -n}.
   */
  public static <T extends @Nullable Object> T callInNew(Supplier<T> body) {
    LibC libc = LibC.ofThisProcess();
    return onItsOwnThread(() -> {
      try {
        Namespaces.enterNew(libc);
      } catch (CallException refused) {
        throw new NamespaceException("new", refused.errno(), Errno.text(refused.errno()));
      }
      return body.get();
    });
  }

  private static <T extends @Nullable Object> T onItsOwnThread(Supplier<T> body) {
    FutureTask<T> task = new FutureTask<>(body::get);
    Thread thread = Thread.ofPlatform().name("network namespace").daemon().start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          thread.interrupt();
        }
      }
    } catch (ExecutionException failed) {
      throw rethrown(failed.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The body's own exception, which is unchecked since the body is a supplier. */
  private static RuntimeException rethrown(@Nullable Throwable cause) {
    return switch (cause) {
      case Error error -> throw error;
      case RuntimeException exception -> exception;
      case null, default -> throw new AssertionError("a supplier throws nothing else", cause);
    };
  }

  /** The number of the descriptor that is open of it, for messages that take one. */
  public int descriptor() {
    return file.number();
  }

  @Override
  public void close() {
    file.close();
  }
}
