package dev.netalias.formats.yaml;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation.OwnDevice;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.DeviceName;
import dev.netalias.net.FormatException;
import dev.netalias.plan.Addresses;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.Manner;
import dev.netalias.plan.MistakeException;
import dev.netalias.plan.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code aliases.yaml}; {@code docs/aliases.schema.json} says the same to other programs. */
public final class AliasesYaml {
  private static final Set<String> TOP = Set.of("version", "devices");
  private static final Set<String> MANNER =
      Set.of("policy", "probe", "announce", "counters", "gateway", "onlink", "prefer-source");
  private static final Set<String> DEVICE = with(MANNER, "state", "exclusive", "aliases");
  private static final Set<String> ALIAS =
      with(MANNER, "name", "address", "as", "whole", "state", "broadcast", "mac", "mode");

  private final AliasTypes types;
  private final Document document;

  private AliasesYaml(AliasTypes types, Document document) {
    this.types = types;
    this.document = document;
  }

  private static Set<String> with(Set<String> keys, String... more) {
    Set<String> all = new HashSet<>(keys);
    all.addAll(List.of(more));
    return Set.copyOf(all);
  }

  /**
   * Reads a desired state.
   *
   * @param types who know what an address is
   * @param file the file's name, for errors
   * @throws MistakeException where something is wrong, with the line
   */
  public static Desired read(AliasTypes types, String file, String text) {
    Document document = Document.parse(file, text);
    Node root = document.root();
    return root == null ? Desired.NOTHING : new AliasesYaml(types, document).desired(root);
  }

  /** Keys of one's own, for anchors, begin with {@code x-}. */
  private Desired desired(Node root) {
    Set<String> keys = new HashSet<>(TOP);
    if (root instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().startsWith("x-")) {
          keys.add(key.getValue());
        }
      }
    }
    Fields top = Fields.of(document, root, "a desired state", keys);
    String version = top.text("version");
    if (version != null && !version.equals("1")) {
      throw top.wrongValue("version", "the version is 1, not '" + version + "'");
    }
    Node devices = top.value("devices");
    List<DesiredDevice> all = new ArrayList<>();
    if (devices instanceof MappingNode mapping) {
      Set<String> names = new HashSet<>();
      for (NodeTuple tuple : mapping.getValue()) {
        DesiredDevice device = device(tuple);
        if (!names.add(device.name())) {
          throw Fields.wrong(
              document, tuple.getKeyNode(), "the device '" + device.name() + "' is said twice");
        }
        all.add(device);
      }
    } else if (devices != null && !isNull(devices)) {
      throw Fields.wrong(document, devices, "'devices' is a mapping: each device with its aliases");
    }
    return new Desired(all);
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().isEmpty();
  }

  private DesiredDevice device(NodeTuple tuple) {
    Place place = document.place(tuple.getKeyNode());
    String name = Fields.text(document, tuple.getKeyNode(), "a device");
    DeviceName device = at(place, () -> new DeviceName(name));
    Node value = tuple.getValueNode();
    if (isNull(value)) {
      return DesiredDevice.of(name, List.of(), place);
    }
    if (value instanceof SequenceNode list) { // eth0: [192.0.2.1/24]
      return DesiredDevice.of(name, aliases(device, list, Manner.USUAL), place);
    }
    Fields fields = Fields.of(document, value, "a device", DEVICE);
    Node list = fields.value("aliases");
    List<DesiredAlias> aliases = List.of();
    if (list instanceof SequenceNode several) {
      aliases = aliases(device, several, manner(fields));
    } else if (list != null && !isNull(list)) {
      throw fields.wrongValue("aliases", "'aliases' is a list: a line with '- ' for each");
    }
    return new DesiredDevice(
        name,
        fields.oneOf("state", "open") != null,
        Boolean.TRUE.equals(fields.truth("exclusive")),
        aliases,
        place);
  }

  private List<DesiredAlias> aliases(DeviceName device, SequenceNode list, Manner general) {
    List<DesiredAlias> all = new ArrayList<>(list.getValue().size());
    for (Node node : list.getValue()) {
      Place place = document.place(node);
      if (node instanceof ScalarNode scalar) {
        String text = Fields.text(document, scalar, "an alias");
        Addresses addresses = at(place, () -> Addresses.parse(types, text));
        all.add(DesiredAlias.of(null, addresses, place).with(general));
      } else {
        all.add(alias(device, Fields.of(document, node, "an alias", ALIAS), general));
      }
    }
    return all;
  }

  private DesiredAlias alias(DeviceName device, Fields fields, Manner general) {
    Place place = document.place(fields.node());
    String text = fields.text("address");
    if (text == null) {
      throw Fields.wrong(document, fields.node(), "an alias needs an 'address'");
    }
    Addresses addresses = at(fields, "address", () -> Addresses.parse(types, text));
    DesiredAlias alias =
        DesiredAlias.of(tag(device, fields, addresses), addresses, place)
            .withClosed("closed".equals(fields.oneOf("state", "open", "closed")))
            .withBroadcast(address(fields, "broadcast"))
            .with(manner(fields).over(general));
    return realised(alias, fields);
  }

  private @Nullable String tag(DeviceName device, Fields fields, Addresses addresses) {
    String name = fields.text("name");
    if (name == null) {
      return null;
    }
    String tag =
        at(
            fields,
            "name",
            () -> {
              AliasName whole =
                  name.indexOf(':') < 0 ? new AliasName(device, name) : AliasName.parse(name);
              if (!whole.main().equals(device)) {
                throw new FormatException(
                    "'%s' is no name of an alias of %s".formatted(name, device));
              }
              return whole.tag();
            });
    if (addresses.count() > 1 && AliasName.slotOf(tag).isEmpty()) {
      throw fields.wrongValue(
          "name", "a range has many names: it takes the slot of its first, a number");
    }
    return tag;
  }

  private DesiredAlias realised(DesiredAlias alias, Fields fields) {
    String as = fields.oneOf("as", "label", "route", "device");
    boolean route = "route".equals(as);
    DesiredAlias realised = route ? alias.as(Realisation.ROUTE) : alias;
    boolean whole = Boolean.TRUE.equals(fields.truth("whole"));
    if (whole && !route) {
      throw fields.wrongValue("whole", "'whole' is for 'as: route' alone");
    }
    if (realised.isWhole() && !whole) {
      throw fields.wrongValue(
          "address", "a local route of one address has no length; 'whole: true' takes a prefix");
    }
    if (whole && alias.addresses().count() > 1) {
      throw fields.wrongValue("whole", "a range is no prefix");
    }
    if ("device".equals(as)) {
      if (alias.addresses().count() > 1 && fields.has("mac")) {
        throw fields.wrongValue("mac", "one MAC address can't be given to several devices");
      }
      return alias.withDevice(ownDevice(fields));
    }
    for (String key : List.of("mac", "mode")) {
      if (fields.has(key)) {
        throw fields.wrongValue(key, "'" + key + "' is for 'as: device' alone");
      }
    }
    if (route && alias.broadcast() != null) {
      throw fields.wrongValue("broadcast", "a local route has no broadcast address");
    }
    return realised;
  }

  private OwnDevice ownDevice(Fields fields) {
    String mac = fields.text("mac");
    return at(fields, mac == null ? "mode" : "mac", () -> OwnDevice.of(fields.text("mode"), mac));
  }

  private Manner manner(Fields fields) {
    return new Manner(
        fields.truth("probe"),
        fields.truth("announce"),
        fields.truth("counters"),
        policy(fields),
        address(fields, "gateway"),
        Boolean.TRUE.equals(fields.truth("onlink")),
        fields.truth("prefer-source"));
  }

  /** Lines as {@code netalias policy} takes them, and perhaps {@code reject} as one of them. */
  private @Nullable Policy policy(Fields fields) {
    List<String> lines = fields.texts("policy");
    if (lines.isEmpty()) {
      return null;
    }
    boolean reject = lines.contains("reject");
    List<String> words = new ArrayList<>();
    lines.stream()
        .filter(line -> !line.equals("reject"))
        .forEach(line -> words.addAll(List.of(line.strip().split("\\s+"))));
    return at(fields, "policy", () -> Policy.parse(words, reject));
  }

  private @Nullable Address address(Fields fields, String key) {
    String text = fields.text(key);
    return text == null ? null : at(fields, key, () -> types.parse(text));
  }

  private <T> T at(Fields fields, String key, Supplier<T> parsing) {
    Node value = fields.value(key);
    return at(document.place(value == null ? fields.node() : value), parsing);
  }

  /** What is wrong with a value is a mistake in its place. */
  private <T> T at(Place place, Supplier<T> parsing) {
    try {
      return parsing.get();
    } catch (AliasException wrong) {
      throw document.shown(
          new MistakeException(place, String.valueOf(wrong.getMessage()), wrong.hint()));
    } catch (FormatException wrong) {
      throw document.shown(new MistakeException(place, String.valueOf(wrong.getMessage()), ""));
    }
  }
}
