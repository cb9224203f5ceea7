package dev.netalias.formats.netplan;

import dev.netalias.formats.Declared;
import dev.netalias.formats.Note;
import dev.netalias.formats.RefusedException;
import dev.netalias.formats.Roles;
import dev.netalias.formats.Root;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import dev.netalias.plan.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** All files as one configuration: lists are put together, of the rest the last file counts. */
final class Configuration {
  /** Where netplan looks; of one file name the last folder's counts. */
  static final List<Path> FOLDERS =
      List.of(Path.of("/lib/netplan"), Path.of("/etc/netplan"), Path.of("/run/netplan"));

  private static final Set<String> SECTIONS =
      Set.of(
          "ethernets",
          "wifis",
          "modems",
          "bonds",
          "bridges",
          "vlans",
          "vrfs",
          "tunnels",
          "dummy-devices",
          "virtual-ethernets",
          "nm-devices");

  private static final Set<String> MATCHED = Set.of("ethernets", "wifis", "modems");
  private static final Set<String> UNDERSTOOD =
      Set.of("addresses", "match", "set-name", "renderer");

  private final List<Source> sources = new ArrayList<>();
  private final List<Definition> definitions = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final Map<String, String> devices = new HashMap<>();
  private final Map<String, String> renderers = new HashMap<>();
  private final Roles roles = new Roles("netplan", notes);

  private Configuration() {}

  /**
   * All files, or one.
   *
   * @throws RefusedException where netplan would refuse one
   */
  static Configuration of(Root root, @Nullable Path one) {
    List<Source> sources = new ArrayList<>();
    for (Path path : one != null ? List.of(one) : paths(root)) {
      sources.add(Source.parse(path.toString(), root.read(path)));
    }
    return of(sources);
  }

  /** The same of texts that were read. */
  static Configuration of(List<Source> sources) {
    Configuration all = new Configuration();
    all.sources.addAll(sources);
    all.sources.forEach(all::define);
    all.definitions.forEach(all::identify);
    all.definitions.forEach(all::read);
    return all;
  }

  private static List<Path> paths(Root root) {
    Map<String, Path> found = new TreeMap<>();
    for (Path folder : FOLDERS) {
      for (String name : root.names(folder)) {
        if (name.endsWith(".yaml") && root.isFile(folder.resolve(name))) {
          found.put(name, folder.resolve(name));
        }
      }
    }
    return List.copyOf(found.values());
  }

  List<Source> sources() {
    return sources;
  }

  List<Entry> entries() {
    return entries;
  }

  List<Note> notes() {
    return notes;
  }

  /** What is said of a device, in the order of the files. */
  List<Definition> of(String device) {
    return definitions.stream().filter(d -> device.equals(devices.get(d.id()))).toList();
  }

  /** Whether a list is that of several definitions, by an anchor. */
  boolean isShared(Node list) {
    return definitions.stream()
            .filter(each -> Source.value(each.body(), "addresses") == list)
            .limit(2)
            .count()
        > 1;
  }

  /** Whether NetworkManager sets a device up, which keeps no labels. */
  boolean isLabelless(String device) {
    String renderer = renderers.getOrDefault("", "");
    for (Definition each : of(device)) {
      renderer = renderers.getOrDefault(each.section(), renderer);
      renderer = renderers.getOrDefault(each.section() + " " + each.id(), renderer);
    }
    return renderer.equals("NetworkManager");
  }

  // Reading

  private void define(Source source) {
    Node root = source.root();
    if (root == null || root instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
      return;
    }
    if (!(root instanceof MappingNode)) {
      throw source.refusal(root, "a mapping is expected here");
    }
    Node network = Source.value(root, "network");
    if (network == null) {
      return;
    }
    MappingNode all = mapping(source, network);
    renderer(all, "");
    for (NodeTuple tuple : all.getValue()) {
      String section = Source.key(tuple);
      if (SECTIONS.contains(section)) {
        section(source, section, mapping(source, tuple.getValueNode()));
      } else if (!section.equals("version") && !section.equals("renderer")) {
        notes.add(
            new Note(
                source.place(tuple.getKeyNode()), "'%s' stays with netplan".formatted(section)));
      }
    }
  }

  private static MappingNode mapping(Source source, Node node) {
    if (node instanceof MappingNode mapping) {
      return mapping;
    }
    throw source.refusal(node, "a mapping is expected here");
  }

  private void renderer(Node mapping, String of) {
    String said = Source.scalar(Source.value(mapping, "renderer"));
    if (!said.isEmpty()) {
      renderers.put(of, said);
    }
  }

  private void section(Source source, String section, MappingNode all) {
    renderer(all, section);
    for (NodeTuple tuple : all.getValue()) {
      String id = Source.key(tuple);
      if (id.equals("renderer")) {
        continue;
      }
      MappingNode body = mapping(source, tuple.getValueNode());
      definitions.add(new Definition(source, section, id, tuple.getKeyNode(), body));
      renderer(body, section + " " + id);
    }
  }

  /** Which device a definition is of, where that can be said without looking at devices. */
  private void identify(Definition definition) {
    String id = definition.id();
    Node match = Source.value(definition.body(), "match");
    String named = Source.scalar(Source.value(definition.body(), "set-name"));
    if (!named.isEmpty()) {
      devices.put(id, named);
    } else if (match != null && MATCHED.contains(definition.section())) {
      String name = Source.scalar(Source.value(match, "name"));
      boolean one = !name.isEmpty() && name.chars().noneMatch(c -> "*?[".indexOf(c) >= 0);
      devices.put(id, one ? name : "");
      if (!one) {
        notes.add(
            new Note(
                definition.source().place(match),
                "which device '%s' is, netplan alone says".formatted(id)));
      }
    } else {
      devices.putIfAbsent(id, id);
    }
  }

  private void read(Definition definition) {
    Source source = definition.source();
    String device = devices.getOrDefault(definition.id(), "");
    Node list = Source.value(definition.body(), "addresses");
    if (list != null && !(list instanceof SequenceNode)) {
      throw source.refusal(list, "a list of addresses is expected here");
    }
    if (list instanceof SequenceNode sequence && !device.isEmpty()) {
      for (Node item : sequence.getValue()) {
        address(definition, sequence, item, device);
      }
    }
    List<String> rest =
        definition.body().getValue().stream()
            .map(Source::key)
            .filter(key -> !UNDERSTOOD.contains(key))
            .map(key -> "'" + key + "'")
            .toList();
    if (!rest.isEmpty()) {
      String verb = rest.size() == 1 ? "stays" : "stay";
      notes.add(
          new Note(
              source.place(definition.key()),
              "%s of %s %s with netplan"
                  .formatted(String.join(", ", rest), definition.id(), verb)));
    }
  }

  private void address(Definition definition, SequenceNode list, Node item, String device) {
    Source source = definition.source();
    Node said = item;
    Node options = null;
    if (item instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
      said = mapping.getValue().getFirst().getKeyNode();
      options = mapping.getValue().getFirst().getValueNode();
    }
    if (!(said instanceof ScalarNode address)) {
      throw source.refusal(item, "an address is expected here");
    }
    Prefix prefix = prefix(source, address);
    String label = options == null ? "" : label(source, options, prefix);
    Optional<Declared> found = roles.next(device, label, prefix, source.place(address));
    found.ifPresent(one -> entries.add(new Entry(one, definition, list, item, address)));
  }

  private static Prefix prefix(Source source, ScalarNode address) {
    String text = address.getValue();
    if (text.indexOf('/') < 0) {
      throw source.refusal(address, "'%s' has no prefix length".formatted(text));
    }
    try {
      Prefix prefix = Prefix.parse(text);
      if (prefix.address().family() == Address.INET && prefix.length() == 0) {
        throw source.refusal(address, "'%s' has a prefix length of 0".formatted(text));
      }
      return prefix;
    } catch (FormatException wrong) {
      throw source.refusal(address, String.valueOf(wrong.getMessage()));
    }
  }

  private String label(Source source, Node options, Prefix prefix) {
    if (!(options instanceof MappingNode)) {
      throw source.refusal(options, "label or lifetime is expected here");
    }
    Place place = source.place(options);
    String lifetime = Source.scalar(Source.value(options, "lifetime"));
    if (!lifetime.isEmpty() && !lifetime.equals("0") && !lifetime.equals("forever")) {
      throw source.refusal(options, "a lifetime is 0 or forever, not '%s'".formatted(lifetime));
    }
    if (lifetime.equals("0")) {
      notes.add(new Note(place, "the lifetime 0 of %s stays with netplan".formatted(prefix)));
    }
    String label = Source.scalar(Source.value(options, "label"));
    if (!label.isEmpty() && prefix.address().family() == Address.INET6) {
      notes.add(
          new Note(place, "networkd drops the label of %s, as IPv6 has none".formatted(prefix)));
    }
    return label;
  }
}
