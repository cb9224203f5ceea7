/** Values, the wire codecs, the {@code Kernel} port and the alias engine: java.base only. */
module dev.netalias.core {
  requires static org.jspecify;

  exports dev.netalias;
  exports dev.netalias.alias;
  exports dev.netalias.alias.listing;
  exports dev.netalias.alias.table;
  exports dev.netalias.kernel;
  exports dev.netalias.kernel.link;
  exports dev.netalias.kernel.state;
  exports dev.netalias.kernel.traffic;
  exports dev.netalias.net;
  exports dev.netalias.plan;
  exports dev.netalias.probe;
  exports dev.netalias.plan.journal;
  exports dev.netalias.time;
  exports dev.netalias.wire;
  exports dev.netalias.wire.diag;
  exports dev.netalias.wire.frame;
  exports dev.netalias.wire.nft;
  exports dev.netalias.wire.nl;
  exports dev.netalias.wire.rtnl;

  uses dev.netalias.alias.AliasType;
  uses dev.netalias.kernel.KernelProvider;
}
