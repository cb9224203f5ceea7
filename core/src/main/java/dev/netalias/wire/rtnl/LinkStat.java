package dev.netalias.wire.rtnl;

/**
 * The counters of a device in the order of {@code struct rtnl_link_stats64}.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_link.h">if_link.h</a>
 */
public enum LinkStat {
  RX_PACKETS,
  TX_PACKETS,
  RX_BYTES,
  TX_BYTES,
  RX_ERRORS,
  TX_ERRORS,
  RX_DROPPED,
  TX_DROPPED,
  MULTICAST,
  COLLISIONS,
  RX_LENGTH_ERRORS,
  RX_OVER_ERRORS,
  RX_CRC_ERRORS,
  RX_FRAME_ERRORS,
  RX_FIFO_ERRORS,
  RX_MISSED_ERRORS,
  TX_ABORTED_ERRORS,
  TX_CARRIER_ERRORS,
  TX_FIFO_ERRORS,
  TX_HEARTBEAT_ERRORS,
  TX_WINDOW_ERRORS,
  RX_COMPRESSED,
  TX_COMPRESSED,
  RX_NOHANDLER,
  RX_OTHERHOST_DROPPED
}
