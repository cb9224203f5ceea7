package dev.netalias.embedded;

import dev.netalias.contract.ContractHost;
import dev.netalias.contract.OthersContract;

/** What others do to aliases on the embedded kernel. */
class EmbeddedOthersTest extends OthersContract {
  @Override
  protected ContractHost host() {
    return new EmbeddedHost();
  }
}
