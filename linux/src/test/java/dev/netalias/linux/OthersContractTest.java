package dev.netalias.linux;

import dev.netalias.contract.ContractHost;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.contract.OthersContract;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;

/** What others do to aliases on the running kernel. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = "ip")
class OthersContractTest extends OthersContract {
  @Override
  protected ContractHost host() {
    return new NamespaceHost();
  }
}
