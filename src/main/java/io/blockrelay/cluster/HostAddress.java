package io.blockrelay.cluster;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Finds out whether a node can be reached at the address that it is told to use. */
final class HostAddress {
  private HostAddress() {}

  /**
   * Blocks while a name is being resolved.
   *
   * @throws JoinException when it is no address of this machine, or no single one
   */
  static InetAddress resolve(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (host.isBlank() || address.isAnyLocalAddress()) {
        throw new JoinException(
            "cluster.host must be an address that the other nodes can reach, not \"" + host + "\"");
      }
      if (!isOurs(address)) {
        throw new JoinException("cluster.host " + host + " is no address of this machine");
      }
      return address;
    } catch (UnknownHostException e) {
      throw new JoinException("cluster.host " + host + " is unknown", e);
    }
  }

  private static boolean isOurs(InetAddress address) {
    try {
      // The interface names one address of the loopback network, and has them all.
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
