package dev.netalias.formats.ifupdown;

import dev.netalias.formats.AddressCommand;
import dev.netalias.formats.Declaration;
import dev.netalias.formats.Declared;
import dev.netalias.formats.DeviceCommands;
import dev.netalias.plan.Place;
import org.jspecify.annotations.Nullable;

/**
 * One address, with what declares it.
 *
 * @param declared the address
 * @param iface the stanza
 * @param hook the line in it that adds the address, null where the stanza itself does
 */
record Entry(Declared declared, Stanza.Iface iface, Stanza.@Nullable Option hook)
    implements Declaration {
  @Override
  public Place place() {
    Line line = hook == null ? iface.head() : hook.line();
    return new Place(iface.file(), line.number(), 0);
  }

  /** Whether its stanza is there for it alone, so that it may be changed or removed. */
  boolean isAlone() {
    DeviceCommands devices = iface.devices(iface.name());
    return iface.name().indexOf(':') > 0
        && (hook == null ? isPlain() : iface.method().equals("manual"))
        && iface.own().stream().noneMatch(o -> o.isHook() && !isOfThis(o, devices));
  }

  private boolean isPlain() {
    return iface.is("inet", "static") || iface.is("inet6", "static");
  }

  private boolean isOfThis(Stanza.Option option, DeviceCommands devices) {
    return devices.device(option.value()).isPresent()
        || AddressCommand.of(option.value(), iface.name())
            .filter(each -> each.declared().prefix().equals(declared.prefix()))
            .isPresent();
  }
}
