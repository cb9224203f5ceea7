package dev.netalias.cli.print;

import dev.netalias.kernel.state.Traffic;
import io.avaje.jsonb.Json;

/** The columns of {@link Traffic} as JSON. */
@Json(naming = Json.Naming.LowerUnderscore)
public record TrafficJson(
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

  /** The counters of a device. */
  public static TrafficJson of(Traffic t) {
    return new TrafficJson(
        t.rxBytes(),
        t.rxPackets(),
        t.rxErrors(),
        t.rxDropped(),
        t.rxFifo(),
        t.rxFrame(),
        t.rxCompressed(),
        t.rxMulticast(),
        t.txBytes(),
        t.txPackets(),
        t.txErrors(),
        t.txDropped(),
        t.txFifo(),
        t.txCollisions(),
        t.txCarrier(),
        t.txCompressed());
  }
}
