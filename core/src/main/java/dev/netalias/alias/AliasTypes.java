package dev.netalias.alias;

import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Registry;
import dev.netalias.net.Address;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The alias types that are known: the built-in ones, service providers on the module path, and
 * those of jars that the registry names. Known is not registered: a type is registered by an {@link
 * Entry.OfType}, or by an alias of its family that is there.
 */
public final class AliasTypes {
  /** A jar as it lay there when it was loaded. */
  private record Jar(Path path, long size, FileTime modified) {}

  private final Map<Integer, AliasType> byFamily;
  private final List<String> problems;

  /** What was loaded, by these types and by those that they come from. */
  private final Map<Jar, AliasType> loaded;

  private AliasTypes(
      Map<Integer, AliasType> byFamily, List<String> problems, Map<Jar, AliasType> loaded) {
    this.byFamily = byFamily;
    this.problems = List.copyOf(problems);
    this.loaded = loaded;
  }

  /** Built-in types and providers on the module path. */
  public static AliasTypes known() {
    Map<Integer, AliasType> types = new TreeMap<>();
    types.put(InetType.IP.family(), InetType.IP);
    types.put(InetType.IP6.family(), InetType.IP6);
    for (AliasType provided : providers()) {
      types.putIfAbsent(provided.family(), provided);
    }
    return new AliasTypes(types, List.of(), new ConcurrentHashMap<>());
  }

  /** Where all are modules, the class path, whose every jar would be opened, is not looked at. */
  private static ServiceLoader<AliasType> providers() {
    ModuleLayer layer = AliasTypes.class.getModule().getLayer();
    return layer == null || !System.getProperty("java.class.path", "").isEmpty()
        ? ServiceLoader.load(AliasType.class)
        : ServiceLoader.load(layer, AliasType.class);
  }

  /** These types and those that a registry's entries name by their jar. */
  public AliasTypes with(Registry registry) {
    Map<Integer, AliasType> types = new TreeMap<>(byFamily);
    List<String> found = new ArrayList<>(problems);
    for (Entry.OfType entry : registry.all(Entry.OfType.class)) {
      if (!types.containsKey(entry.family())) {
        try {
          types.put(entry.family(), ofJar(Path.of(entry.source())));
        } catch (AliasException notLoaded) {
          found.add(
              "alias type %s (family %d): %s; netalias rmmod %s forgets it"
                  .formatted(entry.name(), entry.family(), notLoaded.getMessage(), entry.name()));
        }
      }
    }
    return new AliasTypes(types, found, loaded);
  }

  /** These types and one more, which must be of a family that has none. */
  public AliasTypes with(AliasType type) {
    AliasType there = byFamily.get(type.family());
    if (there != null && there != type) {
      throw AliasException.conflict(
          "family %d has the alias type %s already".formatted(type.family(), there.name()),
          "netalias rmmod " + there.name());
    }
    Map<Integer, AliasType> types = new TreeMap<>(byFamily);
    types.put(type.family(), type);
    return new AliasTypes(types, problems, loaded);
  }

  /**
   * The provider in a jar; loaded once, until the file is another.
   *
   * @throws AliasException where there is no such file, or no type or more than one in it
   */
  private AliasType ofJar(Path jar) {
    if (Files.exists(jar) && !Files.isReadable(jar)) {
      throw new AliasException(
          AliasException.Kind.PERMISSION,
          "there is no permission to read '" + jar + "'",
          "make it readable: chmod +r " + jar);
    }
    if (!Files.exists(jar)) {
      throw AliasException.notFound("there is no file '" + jar + "'", "");
    }
    try {
      BasicFileAttributes file = Files.readAttributes(jar, BasicFileAttributes.class);
      return loaded.computeIfAbsent(
          new Jar(jar, file.size(), file.lastModifiedTime()), AliasTypes::load);
    } catch (IOException broken) {
      throw AliasException.usage("'" + jar + "' can't be read: " + broken.getMessage(), "");
    }
  }

  private static AliasType load(Jar file) {
    Path jar = file.path();
    try {
      URL url = jar.toUri().toURL();
      URLClassLoader loader = new URLClassLoader(new URL[] {url}, AliasType.class.getClassLoader());
      List<AliasType> types =
          ServiceLoader.load(AliasType.class, loader).stream()
              .filter(p -> p.type().getClassLoader() == loader)
              .map(ServiceLoader.Provider::get)
              .toList();
      if (types.size() == 1) {
        return types.getFirst(); // its loader lives as long as the type does
      }
      loader.close();
      throw AliasException.usage(
          "'%s' holds %d alias types, not one".formatted(jar, types.size()),
          "a jar of a type names it in META-INF/services/" + AliasType.class.getName());
    } catch (IOException | ServiceConfigurationError | LinkageError broken) {
      throw AliasException.usage("'" + jar + "' can't be loaded: " + broken.getMessage(), "");
    }
  }

  /**
   * The type that {@code insmod} means: a built-in or provided one by its name, as {@code ip},
   * {@code ip_alias}, {@code ip_alias.o} or with a path before it; else a jar.
   */
  public Entry.OfType load(String file) {
    if (file.endsWith(".jar")) {
      Path jar = Path.of(file).toAbsolutePath().normalize();
      AliasType type = ofJar(jar);
      AliasType there = byFamily.get(type.family());
      if (there != null && !there.getClass().getName().equals(type.getClass().getName())) {
        throw AliasException.conflict(
            "family %d has the alias type %s already".formatted(type.family(), there.name()), "");
      }
      return new Entry.OfType(type.family(), type.name(), jar.toString());
    }
    AliasType type =
        named(moduleName(file))
            .orElseThrow(() ->
                AliasException.notFound(
                    "there is no alias type '" + moduleName(file) + "'",
                    "known types: " + names() + "; a type of your own is a jar"));
    return new Entry.OfType(type.family(), type.name(), "");
  }

  /** {@code /lib/modules/2.0.36/net/ip_alias.o} is {@code ip}. */
  static String moduleName(String file) {
    String name = file.substring(file.lastIndexOf(File.separatorChar) + 1);
    for (String ending : List.of(".o", ".ko", "_alias")) {
      if (name.endsWith(ending)) {
        name = name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }

  /** All known types, by family. */
  public Collection<AliasType> all() {
    return byFamily.values();
  }

  /** The type of a family, where it is known. */
  public Optional<AliasType> ofFamily(int family) {
    return Optional.ofNullable(byFamily.get(family));
  }

  /** The type of a name, where it is known. */
  public Optional<AliasType> named(String name) {
    return byFamily.values().stream().filter(t -> t.name().equals(name)).findFirst();
  }

  /** What was wrong with jars that the registry names, a line each. */
  public List<String> problems() {
    return problems;
  }

  /**
   * Reads an address in the text form of any known type.
   *
   * @throws AliasException where it is of none
   */
  public Address parse(String text) {
    for (AliasType type : byFamily.values()) {
      Optional<Address> address = type.parse(text);
      if (address.isPresent()) {
        return address.get();
      }
    }
    throw AliasException.usage(
        "'%s' is not an address of any known type (%s)".formatted(text, names()), "");
  }

  private String names() {
    return String.join(", ", byFamily.values().stream().map(AliasType::name).toList());
  }
}
