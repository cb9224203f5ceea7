package dev.netalias.cli.state;

/** The units of systemd that bring the saved aliases back ({@code systemd.exec(5)}). */
final class Units {
  /** What they may do, and nothing besides. */
  private static final String CONFINED =
      """
      CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW
      AmbientCapabilities=CAP_NET_ADMIN CAP_NET_RAW
      NoNewPrivileges=yes
      ConfigurationDirectory=netalias
      StateDirectory=netalias
      CacheDirectory=netalias
      RuntimeDirectory=netalias
      RuntimeDirectoryPreserve=yes
      Environment=XDG_CACHE_HOME=/var/cache/netalias
      ProtectSystem=strict
      ProtectHome=read-only
      PrivateTmp=yes
      PrivateDevices=yes
      ProtectClock=yes
      ProtectControlGroups=yes
      ProtectHostname=yes
      ProtectKernelLogs=yes
      ProtectKernelModules=yes
      ProtectKernelTunables=yes
      RestrictAddressFamilies=AF_UNIX AF_NETLINK AF_PACKET AF_INET AF_INET6
      RestrictNamespaces=yes
      RestrictRealtime=yes
      RestrictSUIDSGID=yes
      LockPersonality=yes
      RemoveIPC=yes
      KeyringMode=private
      SystemCallArchitectures=native
      SystemCallFilter=@system-service
      SystemCallErrorNumber=EPERM
      UMask=0022
      """;

  private Units() {}

  /** What makes the saved state at a boot, before the network counts as there. */
  static String boot(String program) {
    return """
    # Written by netalias enable; netalias disable removes it.
    [Unit]
    Description=IP aliases of /etc/netalias
    Documentation=man:netalias-apply(8)
    Wants=network.target
    After=network-pre.target networking.service systemd-networkd.service NetworkManager.service
    Before=network-online.target
    ConditionPathIsDirectory=/etc/netalias

    [Service]
    Type=oneshot
    RemainAfterExit=yes
    ExecStart=%1$s apply --boot
    ExecReload=%1$s apply --boot --force
    """
            .formatted(program)
        + CONFINED
        + "\n[Install]\nWantedBy=multi-user.target\n";
  }

  /** What gives a device its saved aliases when it comes later. */
  static String watch(String program) {
    return """
    # Written by netalias enable; netalias disable removes it.
    [Unit]
    Description=IP aliases of /etc/netalias for devices that come later
    Documentation=man:netalias-watch(8)
    After=netalias.service
    ConditionPathIsDirectory=/etc/netalias

    [Service]
    Type=exec
    ExecStart=%s watch
    Restart=on-failure
    SuccessExitStatus=130 143
    """
            .formatted(program)
        + CONFINED
        + "\n[Install]\nWantedBy=multi-user.target\n";
  }
}
