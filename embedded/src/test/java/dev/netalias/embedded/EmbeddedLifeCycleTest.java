package dev.netalias.embedded;

import dev.netalias.contract.ContractHost;
import dev.netalias.contract.LifeCycleContract;

/** The life of aliases on the embedded kernel. */
class EmbeddedLifeCycleTest extends LifeCycleContract {
  @Override
  protected ContractHost host() {
    return new EmbeddedHost();
  }
}
