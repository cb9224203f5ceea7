package dev.netalias.linux.libc;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/**
 * Calls the C library with one call shape for all functions: six 64-bit arguments, a 64-bit result.
 *
 * <p>On the calling conventions of Linux (x86-64, AArch64, RISC-V) up to six integers and pointers
 * travel in a register each, a callee reads only those that it declares and of each only the bits
 * that it declares. So one shape serves them all, and a process that makes a netlink socket links
 * one shape instead of six: 15 to 20 ms of its first 80 (docs/adr/0007). A narrower result is cut
 * from the register's lower half by {@link #asInt}.
 */
@SuppressWarnings("restricted") // calling C is what it is for
final class OneShapeLibC implements LibC {
  static final OneShapeLibC INSTANCE = new OneShapeLibC();

  private static final MethodHandle CALL = link();

  /** Where the error number of the thread's last call is put. */
  private static final ThreadLocal<MemorySegment> ERRNO =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

  private final SymbolLookup symbols = Linker.nativeLinker().defaultLookup();
  private final MemorySegment socket = symbols.findOrThrow("socket");
  private final MemorySegment bind = symbols.findOrThrow("bind");
  private final MemorySegment send = symbols.findOrThrow("send");
  private final MemorySegment recvfrom = symbols.findOrThrow("recvfrom");
  private final MemorySegment setsockopt = symbols.findOrThrow("setsockopt");
  private final MemorySegment getsockopt = symbols.findOrThrow("getsockopt");
  private final MemorySegment poll = symbols.findOrThrow("poll");
  private final MemorySegment eventfd = symbols.findOrThrow("eventfd");
  private final MemorySegment write = symbols.findOrThrow("write");
  private final MemorySegment open = symbols.findOrThrow("open");
  private final MemorySegment close = symbols.findOrThrow("close");
  private final MemorySegment flock = symbols.findOrThrow("flock");
  private final MemorySegment setns = symbols.findOrThrow("setns");
  private final MemorySegment unshare = symbols.findOrThrow("unshare");

  /** What few processes call: looked up by the first that does. */
  private static final class Rare {
    static final MemorySegment READ = INSTANCE.symbols.findOrThrow("read");
    static final MemorySegment SENDTO = INSTANCE.symbols.findOrThrow("sendto");
    static final MemorySegment IOCTL = INSTANCE.symbols.findOrThrow("ioctl");
  }

  private OneShapeLibC() {}

  private static MethodHandle link() {
    FunctionDescriptor shape =
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    return Linker.nativeLinker().downcallHandle(shape, Linker.Option.captureCallState("errno"));
  }

  /** The arguments that a call passes; those that it doesn't are 0. */
  private record Arguments(long a, long b, long c, long d, long e, long f) {
    static Arguments of(long a, long b, long c, long d) {
      return new Arguments(a, b, c, d, 0, 0);
    }
  }

  /** Calls; gives the result, or the error number negated. */
  private static long call(MemorySegment function, Arguments x) {
    MemorySegment errno = ERRNO.get();
    try {
      long result = (long) CALL.invokeExact(function, errno, x.a, x.b, x.c, x.d, x.e, x.f);
      return (int) result == -1 ? -Native.intAt(errno, 0) : result;
    } catch (Throwable impossible) {
      throw new AssertionError("a C function can't throw", impossible);
    }
  }

  private static int asInt(long result) {
    return (int) result;
  }

  /** The address of native memory. Whoever calls keeps the memory alive until after the call. */
  private static long address(MemorySegment segment) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException("C needs native memory");
    }
    return segment.address();
  }

  @Override
  public int socket(int domain, int type, int protocol) {
    return asInt(call(socket, Arguments.of(domain, type, protocol, 0)));
  }

  @Override
  public int bind(int descriptor, MemorySegment address) {
    try {
      return asInt(call(bind, Arguments.of(descriptor, address(address), address.byteSize(), 0)));
    } finally {
      Reference.reachabilityFence(address);
    }
  }

  @Override
  public long send(int descriptor, MemorySegment buffer, int flags) {
    try {
      return call(send, Arguments.of(descriptor, address(buffer), buffer.byteSize(), flags));
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public long sendto(int descriptor, MemorySegment buffer, int flags, MemorySegment address) {
    try {
      long to = address(address);
      return call(
          Rare.SENDTO,
          new Arguments(
              descriptor, address(buffer), buffer.byteSize(), flags, to, address.byteSize()));
    } finally {
      Reference.reachabilityFence(buffer);
      Reference.reachabilityFence(address);
    }
  }

  @Override
  public long recvfrom(int descriptor, MemorySegment buffer, int flags, MemorySegment address) {
    try {
      long sender = address(address);
      long length = sender + address.byteSize() - Integer.BYTES;
      return call(
          recvfrom,
          new Arguments(descriptor, address(buffer), buffer.byteSize(), flags, sender, length));
    } finally {
      Reference.reachabilityFence(buffer);
      Reference.reachabilityFence(address);
    }
  }

  @Override
  public int setsockopt(int descriptor, int level, int name, MemorySegment value) {
    try {
      long at = address(value);
      return asInt(
          call(setsockopt, new Arguments(descriptor, level, name, at, value.byteSize(), 0)));
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  @Override
  public int getsockopt(int descriptor, int level, int name, MemorySegment value) {
    try {
      long at = address(value);
      long length = at + value.byteSize() - Integer.BYTES;
      return asInt(call(getsockopt, new Arguments(descriptor, level, name, at, length, 0)));
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  @Override
  public int poll(MemorySegment descriptors, int timeout) {
    try {
      long count = descriptors.byteSize() / 8;
      return asInt(call(poll, Arguments.of(address(descriptors), count, timeout, 0)));
    } finally {
      Reference.reachabilityFence(descriptors);
    }
  }

  @Override
  public int eventfd(int initial, int flags) {
    return asInt(call(eventfd, Arguments.of(initial, flags, 0, 0)));
  }

  @Override
  public long write(int descriptor, MemorySegment buffer) {
    try {
      return call(write, Arguments.of(descriptor, address(buffer), buffer.byteSize(), 0));
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public long read(int descriptor, MemorySegment buffer) {
    try {
      return call(Rare.READ, Arguments.of(descriptor, address(buffer), buffer.byteSize(), 0));
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public int ioctl(int descriptor, long operation, MemorySegment argument) {
    try {
      return asInt(call(Rare.IOCTL, Arguments.of(descriptor, operation, address(argument), 0)));
    } finally {
      Reference.reachabilityFence(argument);
    }
  }

  @Override
  public int open(MemorySegment path, int flags, int mode) {
    try {
      return asInt(call(open, Arguments.of(address(path), flags, mode, 0)));
    } finally {
      Reference.reachabilityFence(path);
    }
  }

  @Override
  public int close(int descriptor) {
    return asInt(call(close, Arguments.of(descriptor, 0, 0, 0)));
  }

  @Override
  public int flock(int descriptor, int operation) {
    return asInt(call(flock, Arguments.of(descriptor, operation, 0, 0)));
  }

  @Override
  public int setns(int descriptor, int kind) {
    return asInt(call(setns, Arguments.of(descriptor, kind, 0, 0)));
  }

  @Override
  public int unshare(int flags) {
    return asInt(call(unshare, Arguments.of(flags, 0, 0, 0)));
  }
}
