package dev.netalias.formats;

import dev.netalias.plan.Place;

/**
 * Something to tell whoever asked: what a file says that netalias can't, or the other way round.
 *
 * @param place where it stands
 * @param text what is to be said of it
 */
public record Note(Place place, String text) {
  @Override
  public String toString() {
    return place + ": " + text;
  }
}
