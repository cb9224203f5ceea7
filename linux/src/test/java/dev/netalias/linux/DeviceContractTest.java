package dev.netalias.linux;

import dev.netalias.contract.ContractHost;
import dev.netalias.contract.DeviceContract;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;

/** Aliases that are devices of their own, on the running kernel. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "arping", "ping"},
    linkTypes = "macvlan")
class DeviceContractTest extends DeviceContract {
  @Override
  protected ContractHost host() {
    return new NamespaceHost();
  }
}
