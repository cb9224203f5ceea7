package dev.netalias.linux;

import dev.netalias.contract.ContractHost;
import dev.netalias.contract.LifeCycleContract;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;

/** The life of aliases on the running kernel. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = "ip")
class LifeCycleTest extends LifeCycleContract {
  @Override
  protected ContractHost host() {
    return new NamespaceHost();
  }
}
