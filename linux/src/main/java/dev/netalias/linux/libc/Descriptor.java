package dev.netalias.linux.libc;

import dev.netalias.wire.nl.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open file descriptor: a socket, a file, or the event by which one thread wakes another. Calls
 * that a signal interrupted are made again.
 */
public final class Descriptor implements AutoCloseable {
  /** {@code O_RDONLY}. */
  public static final int O_RDONLY = 0;

  /** {@code O_RDWR}. */
  public static final int O_RDWR = 2;

  /** {@code O_NONBLOCK}. */
  public static final int O_NONBLOCK = 0x800;

  /** {@code O_CREAT}. */
  public static final int O_CREAT = 0x40;

  /** {@code O_NOFOLLOW}, the same number on all processors that matter but the 32-bit ARM's. */
  public static final int O_NOFOLLOW = 0x20000;

  /** {@code SOCK_RAW}. */
  public static final int SOCK_RAW = 3;

  /** {@code MSG_DONTWAIT}. */
  public static final int MSG_DONTWAIT = 0x40;

  /** {@code MSG_TRUNC}: the true length of a message is told, even where it didn't fit. */
  public static final int MSG_TRUNC = 0x20;

  private static final int CLOEXEC = 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int SO_NETNS_COOKIE = 71;
  private static final int LOCK_SH = 1;
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;
  private static final int POLLIN = 1;

  /** Less than the milliseconds that an int holds. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(20);

  private final LibC libc;
  private final String what;
  private final int number;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Descriptor(LibC libc, String what, int number) {
    this.libc = libc;
    this.what = what;
    this.number = number;
  }

  /** A socket, that no child process inherits. */
  public static Descriptor socket(LibC libc, int domain, int type, int protocol) {
    int number = checked("socket", libc.socket(domain, type | CLOEXEC, protocol));
    return new Descriptor(libc, "socket", number);
  }

  /** A file, that no child process inherits. */
  public static Descriptor open(LibC libc, Path path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = Native.text(arena, path.toString());
      int number;
      do {
        number = libc.open(name, flags | CLOEXEC, 0600);
      } while (number == -Errno.EINTR);
      return new Descriptor(libc, path.toString(), checked("open " + path, number));
    }
  }

  /** An event that is there for a reader once {@link #signal} was called, and from then on. */
  public static Descriptor event(LibC libc) {
    return new Descriptor(libc, "eventfd", checked("eventfd", libc.eventfd(0, CLOEXEC)));
  }

  /** The number, for calls and messages that take it. */
  public int number() {
    return number;
  }

  /** Binds a socket to an address. */
  public void bind(MemorySegment address) {
    checked("bind", libc.bind(number, address));
  }

  /** Sets a numeric option; false where this kernel or this user can't. */
  public boolean trySet(int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      return libc.setsockopt(number, level, option, Native.ints(arena, value)) >= 0;
    }
  }

  /** The cookie of the socket's network namespace, unlike any other's of this boot. */
  public long namespaceCookie() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = Native.ints(arena, 0, 0, Long.BYTES);
      int result = libc.getsockopt(number, SOL_SOCKET, SO_NETNS_COOKIE, value);
      checked("getsockopt SO_NETNS_COOKIE", result);
      return Native.longAt(value, 0);
    }
  }

  /** Sends a message. */
  public void send(MemorySegment message) {
    long sent;
    do {
      sent = libc.send(number, message, 0);
    } while (sent == -Errno.EINTR);
    checked("send", sent);
    if (sent != message.byteSize()) {
      throw new CallException("send of " + message.byteSize() + " took " + sent, Errno.ENOBUFS);
    }
  }

  /**
   * Sends a message to an address, without waiting: how much was sent, or an error number negated
   * ({@code -EAGAIN}, {@code -ENOBUFS}, {@code -ENETDOWN}).
   */
  public long trySend(MemorySegment message, MemorySegment address) {
    long sent;
    do {
      sent = libc.sendto(number, message, MSG_DONTWAIT, address);
    } while (sent == -Errno.EINTR);
    return sent;
  }

  /**
   * Lets a socket receive only what a program of the kernel's packet filter accepts, {@code
   * SO_ATTACH_FILTER}.
   *
   * @param program its instructions, each a {@code struct sock_filter}
   * @see <a href="https://docs.kernel.org/networking/filter.html">filter</a>
   */
  public void filter(long... program) {
    try (Arena arena = Arena.ofConfined()) {
      // struct sock_fprog: unsigned short len, and behind padding the instructions' address
      MemorySegment instructions = Native.longs(arena, program);
      MemorySegment value = Native.longs(arena, program.length, instructions.address());
      int result = libc.setsockopt(number, SOL_SOCKET, SO_ATTACH_FILTER, value);
      checked("setsockopt SO_ATTACH_FILTER", result);
    }
  }

  /**
   * Receives a message: its length, or an error number negated ({@code -EAGAIN}, {@code -ENOBUFS}).
   *
   * @param address as {@link LibC#recvfrom} takes it
   */
  public long receive(MemorySegment buffer, int flags, MemorySegment address) {
    Native.put(address, address.byteSize() - Integer.BYTES, (int) address.byteSize() - 4);
    long received;
    do {
      received = libc.recvfrom(number, buffer, flags, address);
    } while (received == -Errno.EINTR);
    return received;
  }

  /** Reads, as {@code read(2)}: how much, or an error number negated. */
  public long read(MemorySegment buffer) {
    long taken;
    do {
      taken = libc.read(number, buffer);
    } while (taken == -Errno.EINTR);
    return taken;
  }

  /** Writes, as {@code write(2)}: how much, or an error number negated. */
  public long write(MemorySegment buffer) {
    long given;
    do {
      given = libc.write(number, buffer);
    } while (given == -Errno.EINTR);
    return given;
  }

  /**
   * Does something to the device behind it, {@code ioctl(2)}.
   *
   * @param operation what, in words
   */
  public void control(String operation, long code, MemorySegment argument) {
    checked(operation, libc.ioctl(number, code, argument));
  }

  /** Makes an event be there. */
  public void signal() {
    try (Arena arena = Arena.ofConfined()) {
      checked("write", libc.write(number, Native.number(arena, 1)));
    }
  }

  /** Waits until there is something to read here or there; false where time runs out first. */
  public boolean awaitEither(Descriptor other, Duration timeout) {
    try (Arena arena = Arena.ofConfined()) {
      // struct pollfd: int fd, short events, short revents
      MemorySegment both = Native.ints(arena, number, POLLIN, other.number, POLLIN);
      Duration wait = timeout.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : timeout;
      long end = System.nanoTime() + wait.toNanos();
      while (true) {
        long left = Math.max(0, end - System.nanoTime());
        int millis = (int) ((left + 999_999) / 1_000_000);
        int ready = libc.poll(both, millis);
        if (ready != -Errno.EINTR) {
          return checked("poll", ready) > 0;
        }
      }
    }
  }

  /** Waits for the file's lock, and takes it. It goes with {@link #unlock} or {@link #close}. */
  public void lock() {
    int result;
    do {
      result = libc.flock(number, LOCK_EX);
    } while (result == -Errno.EINTR);
    checked("flock " + what, result);
  }

  /** Takes the file's lock; false where somebody else holds it. */
  public boolean tryLock() {
    int result = libc.flock(number, LOCK_EX | LOCK_NB);
    return result != -Errno.EAGAIN && checked("flock " + what, result) >= 0;
  }

  /** Whether nobody holds the file's lock; others may ask the same at the same time. */
  public boolean isUnlocked() {
    int result = libc.flock(number, LOCK_SH | LOCK_NB);
    return result != -Errno.EAGAIN && checked("flock " + what, result) >= 0;
  }

  /** Whether the file that is open is still the one of that name. */
  public boolean isStill(Path path) {
    try {
      Object opened = Files.getAttribute(Path.of("/proc/self/fd/" + number), "unix:ino");
      return opened.equals(Files.getAttribute(path, "unix:ino"));
    } catch (IOException gone) {
      return false;
    }
  }

  /** Closes it, once. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      int result = libc.close(number);
      if (result != -Errno.EINTR) { // then Linux has closed it all the same
        checked("close " + what, result);
      }
    }
  }

  private static int checked(String call, int result) {
    return (int) checked(call, (long) result);
  }

  private static long checked(String call, long result) {
    if (result < 0) {
      throw new CallException(call, (int) -result);
    }
    return result;
  }
}
