/**
 * A small network stack inside the process: the {@code Kernel} port with no root and on any system,
 * and the lab of hosts and wires made of it.
 */
module dev.netalias.embedded {
  requires transitive dev.netalias.core;
  requires static org.jspecify;

  exports dev.netalias.embedded;
  exports dev.netalias.embedded.device;
  exports dev.netalias.embedded.ip;
  exports dev.netalias.embedded.lab;
  exports dev.netalias.embedded.state;
}
