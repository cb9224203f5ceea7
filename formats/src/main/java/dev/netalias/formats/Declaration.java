package dev.netalias.formats;

import dev.netalias.plan.Place;

/** What a file has for one address. */
public interface Declaration {
  /** The address. */
  Declared declared();

  /** Where it stands. */
  Place place();
}
