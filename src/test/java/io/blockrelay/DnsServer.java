package io.blockrelay;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A DNS server for one service, as a cluster's has it for a headless one: its name lists an address
 * for each pod, and is unknown while there are none. It answers in every domain, so that the domain
 * tells who asked. On port 53, because resolvers can be told of no other.
 */
final class DnsServer implements AutoCloseable {
  private static final int PORT = 53;
  private static final int TTL_S = 5;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final String service;
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private volatile List<String> addresses = List.of();

  private DnsServer(String service) {
    this.service = service;
  }

  /** Fails with Netty's own exception where the port may not be had. */
  static DnsServer start(String host, String service) {
    DnsServer server = new DnsServer(service);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(server.group)
            .channel(NioDatagramChannel.class)
            .handler(server.new Pipeline());
    try {
      bootstrap.bind(host, PORT).syncUninterruptibly();
      return server;
    } catch (Throwable e) {
      server.close();
      throw e;
    }
  }

  /** From now on these are the service's pods. */
  void list(String... pods) {
    addresses = List.of(pods);
  }

  /** How often somebody of that domain has asked for the service's addresses. */
  int asked(String domain) {
    return asked.getOrDefault(domain, 0);
  }

  @Override
  public void close() {
    var unused = group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
  }

  private DatagramDnsResponse answer(DatagramDnsQuery query) {
    DnsQuestion question = query.recordAt(DnsSection.QUESTION);
    DatagramDnsResponse response =
        new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
    response.setRecursionDesired(query.isRecursionDesired()).setRecursionAvailable(true);
    response.addRecord(DnsSection.QUESTION, question);
    List<String> pods = addresses;
    String name = question.name();
    if (!name.startsWith(service + ".") || pods.isEmpty()) {
      response.setCode(DnsResponseCode.NXDOMAIN);
    } else if (question.type().equals(DnsRecordType.A)) {
      for (String pod : pods) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(pod);
        response.addRecord(
            DnsSection.ANSWER,
            new DefaultDnsRawRecord(name, DnsRecordType.A, TTL_S, Unpooled.wrappedBuffer(address)));
      }
    }
    if (name.startsWith(service + ".") && question.type().equals(DnsRecordType.A)) {
      asked.merge(name.substring(service.length() + 1, name.length() - 1), 1, Integer::sum);
    }
    return response;
  }

  private final class Pipeline extends ChannelInitializer<DatagramChannel> {
    @Override
    protected void initChannel(DatagramChannel channel) {
      channel
          .pipeline()
          .addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Answers());
    }
  }

  private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
      var unused = context.writeAndFlush(answer(query));
    }
  }
}
