package dev.netalias.embedded;

import dev.netalias.contract.ContractHost;
import dev.netalias.contract.RouteContract;

/** What others do to aliases on the embedded kernel. */
class EmbeddedRouteTest extends RouteContract {
  @Override
  protected ContractHost host() {
    return new EmbeddedHost();
  }
}
