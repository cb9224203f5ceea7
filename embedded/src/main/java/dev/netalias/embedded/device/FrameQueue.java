package dev.netalias.embedded.device;

import dev.netalias.wire.frame.Frame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Copies of frames under way, first in, first out, each with who sent it. It holds so many and no
 * more, and uses its copies again.
 *
 * @param <S> who sends
 */
final class FrameQueue<S> implements Burst {
  /** Most frames under way. */
  static final int BOUND = 4096;

  private static final int FIRST_CAPACITY = 8;

  private @Nullable Frame[] frames = new Frame[FIRST_CAPACITY];
  private @Nullable Object[] senders = new Object[FIRST_CAPACITY];
  private int head;
  private int size;
  private int burst;

  /** How many frames are under way. */
  int length() {
    return size;
  }

  /** Copies a frame to the end; false where the queue is full. */
  boolean put(Frame frame, S sender) {
    if (size == frames.length && !grow()) {
      return false;
    }
    int place = head + size & frames.length - 1;
    Frame copy = frames[place];
    if (copy == null) {
      copy = new Frame(frame.length());
      frames[place] = copy;
    }
    copy.copyOf(frame);
    senders[place] = sender;
    size++;
    return true;
  }

  /** The first frame; it stays valid until {@link #drop}. */
  Frame first() {
    Frame frame = frames[head];
    if (size == 0 || frame == null) {
      throw new IllegalStateException("the queue is empty");
    }
    return frame;
  }

  /** Makes the first frames a burst, and gives it; it holds until the first of them goes. */
  Burst burst(int frames) {
    burst = frames;
    return this;
  }

  @Override
  public int size() {
    return burst;
  }

  @Override
  public Frame frame(int place) {
    Frame frame = frames[head + place & frames.length - 1];
    if (place >= size || frame == null) {
      throw new IllegalStateException("the queue is shorter");
    }
    return frame;
  }

  /** Who sent the first frame. */
  @SuppressWarnings("unchecked") // only put() stores here
  S sender() {
    Object sender = senders[head];
    if (size == 0 || sender == null) {
      throw new IllegalStateException("the queue is empty");
    }
    return (S) sender;
  }

  /** Lets go of the first frame. */
  void drop() {
    senders[head] = null;
    head = head + 1 & frames.length - 1;
    size--;
  }

  private boolean grow() {
    int old = frames.length;
    if (old >= BOUND) {
      return false;
    }
    @Nullable Frame[] moved = Arrays.copyOfRange(frames, head, head + 2 * old);
    @Nullable Object[] movedSenders = Arrays.copyOfRange(senders, head, head + 2 * old);
    System.arraycopy(frames, 0, moved, old - head, head);
    System.arraycopy(senders, 0, movedSenders, old - head, head);
    Arrays.fill(moved, old, moved.length, null);
    frames = moved;
    senders = movedSenders;
    head = 0;
    return true;
  }
}
