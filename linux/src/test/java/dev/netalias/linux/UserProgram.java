package dev.netalias.linux;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Prefix;
import java.util.EnumSet;

/** What an ordinary user's process does, for {@link OrdinaryUserTest} to start. */
final class UserProgram {
  private UserProgram() {}

  public static void main(String[] arguments) {
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      Device lo = read(kernel).link("lo").orElseThrow().device();
      InterfaceAddress address = InterfaceAddress.of(lo, Prefix.parse("10.0.0.1/24"), "lo:0");
      Entry entry = new Entry.OfType(99, "x", "");
      kernel.commit(Plan.of(AddressChange.add(address), EntryChange.add(entry)));
      System.out.println(read(kernel).addresses().stream().anyMatch(a -> a.isSameAs(address)));
      System.out.println(read(kernel).registry().entries());
    } catch (KernelException refused) {
      System.out.println(refused.getMessage() + " " + refused.isPermission());
    }
  }

  private static Snapshot read(LinuxKernel kernel) {
    return kernel.snapshot(EnumSet.of(Part.ADDRESSES, Part.ROUTES, Part.NEIGHBOURS));
  }
}
