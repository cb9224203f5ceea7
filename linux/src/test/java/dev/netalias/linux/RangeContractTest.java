package dev.netalias.linux;

import dev.netalias.contract.ContractHost;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.contract.RangeContract;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;

/** Ranges of labels, on the running kernel. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = "ip")
class RangeContractTest extends RangeContract {
  @Override
  protected ContractHost host() {
    return new NamespaceHost();
  }
}
