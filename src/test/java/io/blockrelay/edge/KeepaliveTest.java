package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeepaliveTest {
  private final Keepalive keepalive = new Keepalive(100, 1_000);

  @Test
  void pingsOnceAnInterval() {
    assertThat(keepalive.pingDue(1_099)).isFalse();
    assertThat(keepalive.pingDue(1_100)).isTrue();
    assertThat(keepalive.pingDue(1_101)).isFalse();
  }

  @Test
  void pingsAgainOnlyAfterAnAnswer() {
    keepalive.pingDue(1_100);
    assertThat(keepalive.pingDue(1_300)).isFalse();

    keepalive.heard();

    assertThat(keepalive.pingDue(1_300)).isTrue();
  }

  @Test
  void expiresWhenAnIntervalPassesWithoutAnAnswer() {
    keepalive.pingDue(1_100);

    assertThat(keepalive.expired(1_200)).isFalse();
    assertThat(keepalive.expired(1_201)).isTrue();
  }

  @Test
  void doesNotExpireAfterAnAnswer() {
    keepalive.pingDue(1_100);
    keepalive.heard();

    assertThat(keepalive.expired(9_999)).isFalse();
  }

  @Test
  void expectsNoAnswerBeforeItHasPinged() {
    assertThat(keepalive.expired(9_999)).isFalse();
  }
}
