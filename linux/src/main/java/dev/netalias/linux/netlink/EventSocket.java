package dev.netalias.linux.netlink;

import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.libc.Descriptor;
import dev.netalias.linux.libc.LibC;
import dev.netalias.wire.nl.Errno;
import dev.netalias.wire.rtnl.Rtm;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Listens to what the kernel tells of changes. One thread reads at a time, any thread may close: a
 * reader that waits is woken first.
 */
public final class EventSocket implements AutoCloseable {
  private static final int GROUPS =
      bit(Rtm.GROUP_LINK)
          | bit(Rtm.GROUP_NEIGH)
          | bit(Rtm.GROUP_IPV4_IFADDR)
          | bit(Rtm.GROUP_IPV4_ROUTE)
          | bit(Rtm.GROUP_IPV6_IFADDR)
          | bit(Rtm.GROUP_IPV6_ROUTE);

  /** Holds 10,000 events where the user may have it; 500 where not. */
  private static final int RECEIVE_BUFFER = 8 * 1024 * 1024;

  private final Channel channel;
  private final Descriptor wake;

  /** Held while reading, and to close: nobody closes a descriptor that another thread waits on. */
  private final ReentrantLock reading = new ReentrantLock();

  private final AtomicBoolean closed = new AtomicBoolean();

  private EventSocket(Channel channel, Descriptor wake) {
    this.channel = channel;
    this.wake = wake;
  }

  private static int bit(int group) {
    return 1 << (group - 1);
  }

  /** Begins to listen in the network namespace of the calling thread. */
  public static EventSocket open(Trace trace) {
    return open(LibC.ofThisProcess(), trace);
  }

  static EventSocket open(LibC libc, Trace trace) {
    // The reader and the closer are two threads, so no one thread can own the memory.
    Channel channel = Channel.open(libc, Arena.ofAuto(), trace);
    try {
      channel.receiveBuffer(RECEIVE_BUFFER);
      channel.join(GROUPS);
      return new EventSocket(channel, Descriptor.event(libc));
    } catch (CallException refused) {
      channel.close();
      throw refused;
    }
  }

  /** What came of waiting for events. */
  public enum Received {
    /** Time ran out. */
    NOTHING,
    /** The reader was given messages. */
    MESSAGES,
    /**
     * Messages were lost. All that were waiting are thrown away: what is there is to be read anew.
     */
    OVERRUN,
    /** The socket was closed. */
    CLOSED
  }

  /** Waits for the next messages and gives them to the reader. */
  public Received receive(Duration timeout, Reader reader) {
    reading.lock();
    try {
      if (isClosed() || !channel.descriptor().awaitEither(wake, timeout)) {
        return isClosed() ? Received.CLOSED : Received.NOTHING;
      }
      if (isClosed()) {
        return Received.CLOSED;
      }
      int errno = channel.receive(Descriptor.MSG_DONTWAIT, reader);
      return switch (errno) {
        case 0 -> Received.MESSAGES;
        case Errno.EAGAIN -> Received.NOTHING;
        case Errno.ENOBUFS -> discard();
        default -> throw new NetlinkException("recv", errno, "", -1);
      };
    } finally {
      reading.unlock();
    }
  }

  /**
   * Throws away all that waits: it is older than what is about to be read. Another error ends it,
   * but doesn't hide that messages were lost; one that lasts is told by the next call.
   */
  private Received discard() {
    int errno;
    do {
      errno = channel.receive(Descriptor.MSG_DONTWAIT, (header, payload) -> {});
    } while (errno == 0 || errno == Errno.ENOBUFS);
    return Received.OVERRUN;
  }

  /** Whether somebody closed it. */
  public boolean isClosed() {
    return closed.get();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    wake.signal();
    reading.lock();
    try {
      channel.close();
      wake.close();
    } finally {
      reading.unlock();
    }
  }
}
