package dev.netalias.wire.rtnl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.Codec;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The payload of IFLA_INET_CONF, which has two forms: the kernel tells all settings as an array,
 * and takes some to set as attributes numbered like them.
 *
 * @param values the value of each setting by its number, {@link InetConf#number}
 * @param toSet whether this is the form that sets
 */
public record InetConfValues(SortedMap<Integer, Integer> values, boolean toSet) {
  /** Settings to make, {@code sysctl -w net.ipv4.conf.DEVICE.SETTING=VALUE}. */
  public static InetConfValues set(Map<InetConf, Integer> settings) {
    SortedMap<Integer, Integer> values = new TreeMap<>();
    settings.forEach((setting, value) -> values.put(setting.number(), value));
    return new InetConfValues(values, true);
  }

  /** The value of a setting, 0 where this kernel doesn't have it. */
  public int get(InetConf setting) {
    return values.getOrDefault(setting.number(), 0);
  }

  /** Name and value of each setting that is not 0. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(" ", toSet ? "set [" : "[", "]");
    InetConf[] names = InetConf.values();
    values.forEach((number, value) -> {
      if (value != 0 || toSet) {
        boolean named = number >= 1 && number <= names.length;
        String name = named ? names[number - 1].name().toLowerCase(Locale.ROOT) : "#" + number;
        text.add(name + " " + value);
      }
    });
    return text.toString();
  }

  /** Tells the forms apart: an attribute begins with length 8 and a number that is not 0. */
  static final class InetConfCodec implements Codec<InetConfValues> {
    static final InetConfCodec INET_CONF = new InetConfCodec();

    private static final int ATTRIBUTE = 8;

    private InetConfCodec() {}

    @Override
    public InetConfValues decode(Cursor in) {
      SortedMap<Integer, Integer> values = new TreeMap<>();
      boolean toSet = false;
      for (int number = 1; in.hasRemaining(); number++) {
        int word = in.i32();
        toSet |= number == 1 && (word & 0xffff) == ATTRIBUTE && word >>> 16 != 0;
        if (toSet) {
          values.put(word >>> 16, in.i32());
        } else {
          values.put(number, word);
        }
      }
      return new InetConfValues(values, toSet);
    }

    @Override
    public void encode(Emitter out, InetConfValues value) {
      value.values.forEach((number, setting) -> {
        if (value.toSet) {
          out.u16(ATTRIBUTE).u16(number);
        }
        out.i32(setting);
      });
    }
  }
}
