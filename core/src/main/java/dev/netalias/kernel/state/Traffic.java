package dev.netalias.kernel.state;

/**
 * The sixteen columns of {@code /proc/net/dev}, in their order; sums as {@code
 * dev_seq_printf_stats} in the kernel's {@code net/core/net-procfs.c} makes them from {@code
 * rtnl_link_stats64}.
 *
 * @param rxBytes bytes received
 * @param rxPackets packets received
 * @param rxErrors receive errors
 * @param rxDropped dropped and missed
 * @param rxFifo fifo overruns
 * @param rxFrame length, ring overrun, checksum and frame errors
 * @param rxCompressed compressed packets received
 * @param rxMulticast multicast packets received
 * @param txBytes bytes sent
 * @param txPackets packets sent
 * @param txErrors transmit errors
 * @param txDropped dropped on transmit
 * @param txFifo fifo overruns
 * @param txCollisions collisions
 * @param txCarrier carrier, aborted, window and heartbeat errors
 * @param txCompressed compressed packets sent
 */
public record Traffic(
    long rxBytes,
    long rxPackets,
    long rxErrors,
    long rxDropped,
    long rxFifo,
    long rxFrame,
    long rxCompressed,
    long rxMulticast,
    long txBytes,
    long txPackets,
    long txErrors,
    long txDropped,
    long txFifo,
    long txCollisions,
    long txCarrier,
    long txCompressed) {

  /** A device through which nothing has gone. */
  public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Packets and bytes alone. */
  public Counters counters() {
    return new Counters(rxPackets, rxBytes, txPackets, txBytes);
  }
}
