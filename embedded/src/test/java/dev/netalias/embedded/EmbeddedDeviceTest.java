package dev.netalias.embedded;

import dev.netalias.contract.ContractHost;
import dev.netalias.contract.DeviceContract;

/** Aliases that are devices of their own, on the embedded kernel. */
class EmbeddedDeviceTest extends DeviceContract {
  @Override
  protected ContractHost host() {
    return new EmbeddedHost();
  }
}
