package dev.netalias.embedded.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.state.Link;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets a frame of and for devices that are stacked on one. */
class UppersTest {
  private static final int MOST = 64;
  private static final long LOWER = 0x02_00_00_00_00_01L;
  private static final long FAR = 0x02_00_00_00_00_09L;

  private final World world = World.manual(1);
  private final Wire wire = new Wire("wire", world);
  private final List<String> got = new ArrayList<>();
  private MainDevice lower;
  private Wire.Plug far;

  @BeforeEach
  void wired() {
    lower = device("lower", LOWER);
    lower.plugInto(wire.plug(lower));
    far = wire.plug(frame -> got.add("wire"));
  }

  private MainDevice device(String name, long mac) {
    MainDevice.Input input = (device, frame) -> got.add(device.name());
    MainDevice device =
        new MainDevice(new MainDevice.Identity(1, name, MainDevice.ETHERNET, mac), input);
    device.flags(device.flags() | Link.UP);
    return device;
  }

  private MainDevice on(String name, long mac, Uppers.Mode mode) {
    MainDevice upper = device(name, mac);
    upper.plugInto(lower.uppers(world).seat(upper, mode));
    return upper;
  }

  private static Frame frame(long from, long to) {
    Frame frame = new Frame(MOST).resize(MOST);
    new Ethernet(to, from, Ethernet.IPV4).emit(frame);
    return frame;
  }

  private List<String> sent(MainDevice from, long to) {
    got.clear();
    from.transmit(frame(from.mac(), to));
    world.settle();
    return List.copyOf(got);
  }

  private List<String> came(long to) {
    got.clear();
    far.send(frame(FAR, to));
    world.settle();
    return List.copyOf(got);
  }

  @Test
  void thoseThatBridgeReachEachOtherAndTheOthersTheWireAlone() {
    MainDevice one = on("one", 2, Uppers.Mode.BRIDGE);
    MainDevice two = on("two", 4, Uppers.Mode.BRIDGE);
    MainDevice alone = on("alone", 6, Uppers.Mode.PRIVATE);
    MainDevice vepa = on("vepa", 8, Uppers.Mode.VEPA);
    assertThat(sent(one, two.mac())).containsExactly("two");
    assertThat(sent(one, alone.mac())).containsExactly("wire");
    assertThat(sent(one, LOWER)).containsExactly("wire");
    assertThat(sent(one, Ethernet.BROADCAST)).containsExactlyInAnyOrder("two", "wire");
    assertThat(sent(alone, one.mac())).containsExactly("wire");
    assertThat(sent(vepa, one.mac())).containsExactly("wire");
    two.flags(two.flags() & ~Link.UP);
    assertThat(sent(one, two.mac())).containsExactly("wire");
  }

  @Test
  void whatComesIsForOneOrForAll() {
    MainDevice one = on("one", 2, Uppers.Mode.BRIDGE);
    MainDevice two = on("two", 4, Uppers.Mode.PRIVATE);
    assertThat(came(one.mac())).containsExactly("one");
    assertThat(came(two.mac())).containsExactly("two");
    assertThat(came(LOWER)).containsExactly("lower");
    assertThat(came(0x0a)).isEmpty();
    assertThat(came(Ethernet.BROADCAST)).containsExactlyInAnyOrder("one", "two", "lower");
    assertThat(lower.counters().rxPackets()).isEqualTo(4);
    assertThat(one.counters().rxPackets()).isEqualTo(2);
    lower.flags(lower.flags() & ~Link.UP);
    assertThat(came(one.mac())).isEmpty();
    assertThat(one.flags() & Link.RUNNING).isZero();
  }

  @Test
  void oneThatPassesAllThroughTakesWhatIsForTheDeviceBelow() {
    MainDevice through = on("through", LOWER, Uppers.Mode.PASSTHRU);
    assertThat(came(LOWER)).containsExactly("through");
    assertThat(came(Ethernet.BROADCAST)).containsExactlyInAnyOrder("through", "lower");
    through.flags(through.flags() & ~Link.UP);
    assertThat(came(LOWER)).containsExactly("lower");
  }
}
