package dev.netalias.formats;

import dev.netalias.kernel.state.Realisation;
import dev.netalias.plan.Addresses;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What was understood of a format's files.
 *
 * @param files the files that were read
 * @param found the aliases in them
 * @param notes what else they say, which netalias can't express or leaves to others
 */
public record Understood(List<String> files, List<Found> found, List<Note> notes) {
  /** Copies the lists. */
  public Understood {
    files = List.copyOf(files);
    found = List.copyOf(found);
    notes = List.copyOf(notes);
  }

  /** What is declared in some files, without the own addresses of devices. */
  public static Understood of(
      List<String> files, List<? extends Declaration> all, List<Note> notes) {
    List<Found> found = new ArrayList<>();
    for (Declaration each : all) {
      if (each.declared().isAlias()) {
        found.add(new Found(each.declared(), each.place()));
      }
    }
    return new Understood(files, found, notes);
  }

  /** One alias, and where it is declared. */
  public record Found(Declared declared, Place place) {}

  /** The aliases as a desired state. */
  public Desired desired() {
    Map<String, List<Found>> byDevice = new LinkedHashMap<>();
    for (Found each : found) {
      byDevice.computeIfAbsent(each.declared.device(), d -> new ArrayList<>()).add(each);
    }
    List<DesiredDevice> devices = new ArrayList<>();
    byDevice.forEach((device, all) ->
        devices.add(
            DesiredDevice.of(
                device, all.stream().map(Understood::alias).toList(), all.getFirst().place)));
    return new Desired(devices);
  }

  private static DesiredAlias alias(Found found) {
    Declared one = found.declared;
    boolean route = one.realisation() == Realisation.ROUTE;
    boolean host = route && one.prefix().isHost();
    Addresses address =
        host
            ? new Addresses(one.prefix().address(), 1, OptionalInt.empty())
            : Addresses.of(one.prefix());
    DesiredAlias alias =
        DesiredAlias.of(one.tag().isEmpty() ? null : one.tag(), address, found.place);
    return (one.own() == null ? alias.as(one.realisation()) : alias.withDevice(one.own()))
        .withClosed(!one.open())
        .withBroadcast(one.hasHarmlessBroadcast() ? null : one.broadcast());
  }
}
