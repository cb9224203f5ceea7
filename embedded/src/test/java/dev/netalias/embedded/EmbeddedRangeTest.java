package dev.netalias.embedded;

import dev.netalias.contract.ContractHost;
import dev.netalias.contract.RangeContract;

/** Ranges of labels on the embedded kernel. */
class EmbeddedRangeTest extends RangeContract {
  @Override
  protected ContractHost host() {
    return new EmbeddedHost();
  }
}
