package io.blockrelay.edge;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose request it is, as far as limits count: the address that it came from or, behind a trusted
 * proxy, the one that the proxy says. Immutable.
 */
final class ClientAddress {
  private static final int NETWORK_BYTES = 8;
  private static final int IPV6_BYTES = 16;

  private final TrustedProxies proxies;

  ClientAddress(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  /**
   * An IPv4 address, or the network {@code 2001:db8::/64} of an IPv6 one, for its owner has all of
   * it. A proxy that does not say is its own client.
   */
  String of(PublicAddress.Asked asked) {
    String nearest = asked.peer();
    List<String> hops = hops(asked.headers());
    // From the nearest hop outwards, as far as each was written by a proxy that is trusted.
    for (int i = hops.size() - 1; i >= 0 && proxies.trust(nearest); i--) {
      if (!isAddress(hops.get(i))) {
        break;
      }
      nearest = hops.get(i);
    }
    return network(nearest);
  }

  private static List<String> hops(PublicAddress.Headers headers) {
    List<String> hops = new ArrayList<>();
    Forwarded.hops(headers.all("Forwarded")).forEach(hop -> hops.add(hop.getOrDefault("for", "")));
    if (hops.isEmpty()) {
      headers
          .all("X-Forwarded-For")
          .forEach(header -> hops.addAll(Arrays.asList(header.split(",", -1))));
    }
    hops.replaceAll(hop -> Forwarded.address(hop.strip()));
    return hops;
  }

  private static boolean isAddress(String text) {
    return NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
  }

  private static String network(@Nullable String address) {
    InetAddress parsed =
        address == null ? null : NetUtil.createInetAddressFromIpAddressString(address);
    if (parsed == null) {
      return String.valueOf(address);
    }
    // Java makes an IPv4 address of one that is mapped to IPv6.
    return parsed instanceof Inet4Address ? parsed.getHostAddress() : network(parsed.getAddress());
  }

  private static String network(byte[] address) {
    try {
      byte[] network = Arrays.copyOf(Arrays.copyOf(address, NETWORK_BYTES), IPV6_BYTES);
      return NetUtil.toAddressString(InetAddress.getByAddress(network)) + "/64";
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }
}
