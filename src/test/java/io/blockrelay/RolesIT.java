package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Roles in processes of their own: one that ingests, two that serve. */
class RolesIT {
  private static final int CLIENTS = 20;

  @Test
  void edgesKeepTheirClientsWithoutAnyIngestAndGoOnWhereTheyStopped() {
    try (ClusterProcesses cluster = new ClusterProcesses("roles");
        Crowd crowd = new Crowd()) {
      int devnet = cluster.devnet("--block-time", "50ms").port();
      RelayProcess ingest = cluster.node("ingest1", devnet, "--roles", "ingest,registry");
      RelayProcess edge1 = cluster.node("edge1", devnet, "--roles", "edge").awaitStarted();
      RelayProcess edge2 = cluster.node("edge2", devnet, "--roles", "edge").awaitStarted();
      Await.until("the edges are ready", () -> edge1.ready() && edge2.ready());
      Await.get(crowd.connect(CLIENTS, edge1.port(), "/ws/blocks"));
      Await.get(crowd.connect(CLIENTS, edge2.port(), "/ws/blocks"));
      Crowd.awaitBlock(crowd.members(), 1);

      ingest.kill();
      Await.until("the edges say that they are not ready", () -> !edge1.ready() && !edge2.ready());
      assertThat(crowd.members()).allMatch(Crowd.Member::open);
      long before = Crowd.lastOfAll(crowd.members());

      cluster.node("ingest2", devnet, "--roles", "ingest,registry");
      Crowd.awaitBlock(crowd.members(), before + 100);
      Await.until("the edges are ready again", () -> edge1.ready() && edge2.ready());
      Crowd.assertComplete(crowd.members());
      assertThat(crowd.members()).hasSize(2 * CLIENTS).allMatch(Crowd.Member::open);

      Await.get(crowd.connect(1, edge1.port(), "/ws/blocks"));
      Await.until("a new client is served", () -> crowd.members().stream().allMatch(this::served));
    }
  }

  private boolean served(Crowd.Member member) {
    return member.open() && member.last() > 0;
  }
}
