package dev.netalias.linux.tap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.netalias.kernel.KernelException;
import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.libc.Descriptor;
import dev.netalias.linux.libc.LibC;
import dev.netalias.net.DeviceName;
import dev.netalias.wire.nl.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TAP device ({@code Documentation/networking/tuntap.rst} of the kernel): what the kernel sends
 * through it is read here, and what is written here it receives. One thread reads; any thread
 * writes and closes.
 */
public final class Tap implements AutoCloseable {
  private static final Path CLONE = Path.of("/dev/net/tun");
  private static final long TUNSETIFF = 0x4004_54caL;
  private static final short IFF_TAP = 0x0002;
  private static final short IFF_NO_PI = 0x1000;
  private static final int IFREQ = 40;
  private static final int FLAGS = 16; // behind the name in struct ifreq
  private static final int ROOM = 65_536 + 18;
  private static final Duration LONG = Duration.ofDays(1);

  private final String name;
  private final Descriptor device;
  private final Descriptor end;
  private final MemorySegment received = Arena.ofAuto().allocate(ROOM);
  private final MemorySegment sent = Arena.ofAuto().allocate(ROOM);
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean closed;

  private Tap(String name, Descriptor device, Descriptor end) {
    this.name = name;
    this.device = device;
    this.end = end;
  }

  /**
   * Opens a TAP device, {@code ip tuntap add NAME mode tap}; one that there was not goes when it is
   * closed.
   *
   * @throws KernelException where the kernel refuses: without permission, or where it is in use
   */
  public static Tap open(DeviceName name) {
    LibC libc = LibC.ofThisProcess();
    try {
      Descriptor device = Descriptor.open(libc, CLONE, Descriptor.O_RDWR | Descriptor.O_NONBLOCK);
      try (Arena arena = Arena.ofConfined()) {
        device.control("TUNSETIFF " + name, TUNSETIFF, request(arena, name));
        return new Tap(name.text(), device, Descriptor.event(libc));
      } catch (CallException refused) {
        device.close();
        throw refused;
      }
    } catch (CallException refused) {
      throw new KernelException(refused.call(), refused.errno(), Errno.text(refused.errno()), null);
    }
  }

  private static MemorySegment request(Arena arena, DeviceName name) {
    byte[] request = new byte[IFREQ];
    byte[] text = name.text().getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, request, 0, text.length);
    MemorySegment segment = arena.allocate(IFREQ, Long.BYTES);
    MemorySegment.copy(request, 0, segment, JAVA_BYTE, 0, IFREQ);
    short flags = IFF_TAP | IFF_NO_PI;
    MemorySegment both = MemorySegment.ofArray(new short[] {flags}); // in the machine's order
    MemorySegment.copy(both, 0, segment, FLAGS, Short.BYTES);
    return segment;
  }

  /** The device's name. */
  public String name() {
    return name;
  }

  /**
   * Waits for the next frame that the kernel sends.
   *
   * @param into takes as much of it as fits
   * @return how many bytes it has, or -1 where this was closed
   */
  public int read(byte[] into) {
    reading.lock();
    try {
      while (!closed) {
        long length = device.read(received);
        if (length > 0) {
          int taken = (int) Math.min(length, into.length);
          MemorySegment.copy(received, JAVA_BYTE, 0, into, 0, taken);
          return taken;
        }
        if (length != -Errno.EAGAIN) {
          return -1; // the device is gone
        }
        device.awaitEither(end, LONG);
      }
      return -1;
    } finally {
      reading.unlock();
    }
  }

  /** Lets the kernel receive a frame; false where it refuses it: the device is closed. */
  public boolean write(byte[] frame, int length) {
    writing.lock();
    try {
      if (closed || length > ROOM) {
        return false;
      }
      MemorySegment.copy(frame, 0, sent, JAVA_BYTE, 0, length);
      return device.write(sent.asSlice(0, length)) == length;
    } finally {
      writing.unlock();
    }
  }

  /** Ends it, and wakes the thread that waits in {@link #read}. */
  @Override
  public void close() {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      writing.unlock();
    }
    end.signal();
    reading.lock(); // until nobody looks at the descriptors any more
    try {
      device.close();
      end.close();
    } finally {
      reading.unlock();
    }
  }
}
