package dev.netalias.cli.look.name;

import dev.netalias.net.Address;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Who knows the names of hosts. */
public interface HostNames {
  /** {@code /etc/hosts} and the name servers, by way of the C library. */
  HostNames SYSTEM =
      new HostNames() {
        @Override
        public List<Address> addresses(String name) throws UnknownHostException {
          return Arrays.stream(InetAddress.getAllByName(name))
              .map(a -> Address.of(family(a), a.getAddress()))
              .toList();
        }

        private static int family(InetAddress address) {
          return address instanceof Inet4Address ? Address.INET : Address.INET6;
        }

        @Override
        public Optional<String> name(Address address) {
          try {
            InetAddress host = InetAddress.getByAddress(address.bytes());
            String name = host.getCanonicalHostName();
            return name.equals(host.getHostAddress()) ? Optional.empty() : Optional.of(name);
          } catch (UnknownHostException wrongSize) {
            return Optional.empty();
          }
        }
      };

  /**
   * The addresses of a host.
   *
   * @throws UnknownHostException where there is none of that name
   */
  List<Address> addresses(String name) throws UnknownHostException;

  /** The name of the host that has an address. */
  Optional<String> name(Address address);
}
