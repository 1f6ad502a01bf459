package io.blockrelay.edge;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses of those whose word is taken for where a client found the relay. Immutable. */
final class TrustedProxies {
  private static final int ANY_PORT = 0;

  private final List<IpSubnetFilterRule> ranges;

  /**
   * @param ranges IPv4 and IPv6 addresses, {@code 10.0.0.7}, and ranges, {@code fd00::/8}; never
   *     names
   * @throws IllegalArgumentException for the operator when one is anything else
   */
  TrustedProxies(List<String> ranges) {
    this.ranges = ranges.stream().map(TrustedProxies::range).toList();
  }

  /** Whether one of them has that address; what is no address is nobody's. */
  boolean trust(@Nullable String address) {
    InetAddress parsed =
        address == null ? null : NetUtil.createInetAddressFromIpAddressString(address);
    if (parsed == null) {
      return false;
    }
    InetSocketAddress peer = new InetSocketAddress(parsed, ANY_PORT);
    return ranges.stream().anyMatch(range -> range.matches(peer));
  }

  private static IpSubnetFilterRule range(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    int bits = NetUtil.isValidIpV4Address(address) ? 32 : 128;
    // What is no address would be looked up as a name.
    boolean valid = bits == 32 || (NetUtil.isValidIpV6Address(address) && !address.contains("["));
    int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1));
    if (!valid || prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(
          "trustedProxies must be addresses and ranges like 10.0.0.7, 10.0.0.0/8 or fd00::/8,"
              + " not \"%s\"".formatted(text));
    }
    return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
  }

  private static int prefix(String digits) {
    return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
  }
}
