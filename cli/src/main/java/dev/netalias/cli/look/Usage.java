package dev.netalias.cli.look;

import dev.netalias.cli.look.show.Hardware;

/** The usage texts. */
final class Usage {
  static final String VERSION = "net-tools 2.10\n";

  static final String ROUTE_VERSION =
      VERSION
          + """
          +NEW_ADDRT +RTF_IRTT +RTF_REJECT +I18N +SELINUX
          AF: (inet) +UNIX +INET +INET6 +IPX +AX25 +NETROM +X25 +ATALK +ECONET +ROSE -BLUETOOTH
          HW:  +ETHER +ARC +SLIP +PPP +TUNNEL -TR +AX25 +NETROM +X25 +FR +ROSE +ASH +SIT +FDDI\
           +HIPPI +HDLC/LAPB +EUI64\s
          """;

  private static final String IFCONFIG =
      """
      Usage:
        ifconfig [-a] [-v] [-s] <interface> [[<AF>] <address>]
        [add <address>[/<prefixlen>]]
        [del <address>[/<prefixlen>]]
        [[-]broadcast [<address>]]  [[-]pointopoint [<address>]]
        [netmask <address>]  [dstaddr <address>]  [tunnel <address>]
        [outfill <NN>] [keepalive <NN>]
        [hw <HW> <address>]  [mtu <NN>]
        [[-]trailers]  [[-]arp]  [[-]allmulti]
        [multicast]  [[-]promisc]
        [mem_start <NN>]  [io_addr <NN>]  [irq <NN>]  [media <type>]
        [txqueuelen <NN>]
        [name <newname>]
        [[-]dynamic]
        [up|down] ...

        <HW>=Hardware Type.
        List of possible hardware types:
      """;

  private static final String IFCONFIG_FAMILIES =
      """
        <AF>=Address family. Default: inet
        List of possible address families:
      """;

  private static final String FAMILIES =
      """
          unix (UNIX Domain) inet (DARPA Internet) inet6 (IPv6)\s
          ax25 (AMPR AX.25) netrom (AMPR NET/ROM) rose (AMPR ROSE)\s
          ipx (Novell IPX) ddp (Appletalk DDP) ec (Econet)\s
          ash (Ash) x25 (CCITT X.25)\s
      """;

  private static final String ROUTE =
      """
      Usage: route [-nNvee] [-FC] [<AF>]           List kernel routing tables
             route [-v] [-FC] {add|del|flush} ...  Modify routing table for AF.

             route {-h|--help} [<AF>]              Detailed usage syntax for specified AF.
             route {-V|--version}                  Display version/author and exit.

              -v, --verbose            be verbose
              -n, --numeric            don't resolve names
              -e, --extend             display other/more information
              -F, --fib                display Forwarding Information Base (default)
              -C, --cache              display routing cache instead of FIB

        <AF>=Use -4, -6, '-A <af>' or '--<af>'; default: inet
        List of possible address families (which support routing):
      """;

  private static final String ROUTING_FAMILIES =
      """
          inet (DARPA Internet) inet6 (IPv6) ax25 (AMPR AX.25)\s
          netrom (AMPR NET/ROM) rose (AMPR ROSE) ipx (Novell IPX)\s
          ddp (Appletalk DDP) x25 (CCITT X.25)\s
      """;

  private static final String INET_ROUTE =
      """
      Usage: inet_route [-vF] del {-host|-net} Target[/prefix] [gw Gw] [metric M] [[dev] If]
             inet_route [-vF] add {-host|-net} Target[/prefix] [gw Gw] [metric M]
                                    [netmask N] [mss Mss] [window W] [irtt I]
                                    [mod] [dyn] [reinstate] [[dev] If]
             inet_route [-vF] add {-host|-net} Target[/prefix] [metric M] reject
             inet_route [-FC] flush      NOT supported
      """;

  private static final String INET6_ROUTE =
      """
      Usage: inet6_route [-vF] del Target
             inet6_route [-vF] add Target [gw Gw] [metric M] [[dev] If]
             inet6_route [-FC] flush      NOT supported
      """;

  private Usage() {}

  /** Help that was asked for: the lists go to standard error even so. */
  static int ifconfigHelp(Session session) {
    session.err().print(Hardware.list() + FAMILIES);
    session.print(IFCONFIG + IFCONFIG_FAMILIES);
    return 0;
  }

  /** All of it, for one who needs it. */
  static LookException ifconfig() {
    String text = IFCONFIG + Hardware.list() + IFCONFIG_FAMILIES + FAMILIES;
    return new LookException(text, LookException.USAGE);
  }

  static int routeHelp(Session session) {
    session.err().print(ROUTING_FAMILIES);
    session.print(ROUTE);
    return 0;
  }

  static LookException route() {
    return new LookException(ROUTE + ROUTING_FAMILIES, LookException.USAGE);
  }

  static String inetRoute() {
    return INET_ROUTE;
  }

  static String inet6Route() {
    return INET6_ROUTE;
  }
}
