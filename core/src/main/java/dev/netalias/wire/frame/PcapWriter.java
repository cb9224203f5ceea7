package dev.netalias.wire.frame;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes Ethernet frames as a pcap file with times in nanoseconds, as {@code tcpdump -w} does
 * (draft-ietf-opsawg-pcap).
 */
public final class PcapWriter implements Closeable {
  private static final int NANOSECOND_MAGIC = 0xa1b2_3c4d;
  private static final int LINKTYPE_ETHERNET = 1;
  private static final int SNAP_LENGTH = 262_144;
  private static final long NANOS = 1_000_000_000;

  private final OutputStream out;
  private final ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);

  /** Begins a file; the stream is closed with this writer. */
  public PcapWriter(OutputStream out) throws IOException {
    this.out = out;
    head.putInt(NANOSECOND_MAGIC).putShort((short) 2).putShort((short) 4).putLong(0);
    head.putInt(SNAP_LENGTH).putInt(LINKTYPE_ETHERNET);
    out.write(head.array(), 0, head.position());
  }

  /** Writes one frame and the moment at which it was seen, in nanoseconds since 1970. */
  public void write(long nanos, Frame frame) throws IOException {
    head.clear();
    head.putInt((int) Math.floorDiv(nanos, NANOS)).putInt((int) Math.floorMod(nanos, NANOS));
    head.putInt(frame.length()).putInt(frame.length());
    out.write(head.array(), 0, head.position());
    out.write(frame.array(), 0, frame.length());
  }

  /** Sees to it that all is in the file. */
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
