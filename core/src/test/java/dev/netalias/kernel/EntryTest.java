package dev.netalias.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.state.Device;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {
  private static String slots(Entry.OfSlots.Range... used) {
    return new Entry.OfSlots(new Device(2, "eth0"), List.of(used)).text();
  }

  @Test
  void slotsAreToldAsRangesAndNoneAsNone() {
    assertThat(slots(new Entry.OfSlots.Range(1, 9), new Entry.OfSlots.Range(12, 12)))
        .isEqualTo("slots of eth0 that are routes: 1-9 12");
    assertThat(slots()).isEqualTo("slots of eth0 that are routes: none");
  }

  @Test
  void thatADeviceHasNoneIsNoLineOfAPlan() {
    Entry.OfSlots none = new Entry.OfSlots(new Device(2, "eth0"), List.of());
    Entry.OfSlots some =
        new Entry.OfSlots(new Device(2, "eth0"), List.of(new Entry.OfSlots.Range(1, 9)));

    assertThat(EntryChange.remove(none).commands()).isEmpty();
    assertThat(new EntryChange(none, some).commands()).hasSize(1);
    assertThat(EntryChange.remove(some).commands()).hasSize(1);
  }
}
