package dev.netalias.linux;

import dev.netalias.contract.ContractHost;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.contract.RouteContract;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;

/** Aliases that are local routes, on the running kernel. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "arping"})
class RouteContractTest extends RouteContract {
  @Override
  protected ContractHost host() {
    return new NamespaceHost();
  }
}
