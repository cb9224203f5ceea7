package dev.netalias.embedded.device;

import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Traffic;

/** The counters of one device. Guarded by the world's lock, as all devices are. */
public final class Meter {
  private long rxPackets;
  private long rxBytes;
  private long rxDropped;
  private long rxMulticast;
  private long txPackets;
  private long txBytes;
  private long txErrors;
  private long txDropped;

  /** Counters at zero. */
  public Meter() {}

  /** Something came. */
  public void received(int bytes) {
    rxPackets++;
    rxBytes += bytes;
  }

  /** What came was for a group. */
  public void receivedMulticast() {
    rxMulticast++;
  }

  /** Something came that nobody takes. */
  public void receiveDropped() {
    rxDropped++;
  }

  /** Something was sent. */
  public void sent(int bytes) {
    txPackets++;
    txBytes += bytes;
  }

  /** Something could not be sent. */
  public void sendFailed() {
    txErrors++;
  }

  /** Something was not sent, for the device is closed. */
  public void sendDropped() {
    txDropped++;
  }

  /** The columns of {@code /proc/net/dev}. */
  public Traffic traffic() {
    return new Traffic(
        rxBytes,
        rxPackets,
        0,
        rxDropped,
        0,
        0,
        0,
        rxMulticast,
        txBytes,
        txPackets,
        txErrors,
        txDropped,
        0,
        0,
        0,
        0);
  }

  /** Packets and bytes. */
  public Counters counters() {
    return new Counters(rxPackets, rxBytes, txPackets, txBytes);
  }
}
