package io.blockrelay.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import org.junit.jupiter.api.Test;

/** The transport that is named is the one that runs. */
class TransportsTest {
  @Test
  void usesEpollWhereThereIsOne() {
    Vertx vertx = Transports.builder(new VertxOptions()).build();
    try {
      boolean epoll = Transport.EPOLL.available();
      assertThat(vertx.isNativeTransportEnabled()).isEqualTo(epoll);
      assertThat(Transports.transport()).isEqualTo(epoll ? "epoll" : "nio");
    } finally {
      TestCluster.await(vertx.close());
    }
  }
}
