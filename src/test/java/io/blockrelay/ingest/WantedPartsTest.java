package io.blockrelay.ingest;

import static io.blockrelay.ingest.Blocks.block;
import static io.blockrelay.ingest.Blocks.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WantedPartsTest {
  private final LeadingNode node = new LeadingNode();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void publishesABlockWithThePartsThatSomebodyWants() throws InterruptedException {
    node.wanted = Set.of(FakeSource.LOGS);
    node.source.parts("3", Future.succeededFuture("a log"));
    node.source.parts("4", Future.succeededFuture("none"));

    node.announce(run(3, 4));

    node.publishes("3+a log", "4+none");
  }

  @Test
  void looksAtNothingElseWhilePartsAreFetched() throws InterruptedException {
    node.wanted = Set.of(FakeSource.LOGS);
    Promise<String> logs = Promise.promise();
    node.source.parts("3", logs.future());
    node.source.parts("4", Future.succeededFuture("none"));
    node.announce(run(3, 4));
    assertThat(node.follower.tipHash()).isEqualTo("2");

    logs.complete("a log");

    node.publishes("3+a log", "4+none");
  }

  @Test
  void fetchesWhatSomebodyBeganToWantMeanwhile() throws InterruptedException {
    node.wanted = Set.of(FakeSource.LOGS);
    Promise<String> logs = Promise.promise();
    node.source.parts("3", logs.future());
    node.announce(run(3, 3));
    node.wanted = Set.of(FakeSource.LOGS, FakeSource.RECEIPTS);
    node.source.parts("3", Future.succeededFuture("a receipt"));

    logs.complete("a log");

    node.publishes("3+a log+a receipt");
  }

  @Test
  void asksAgainForPartsThatANodeDidNotGive() throws InterruptedException {
    node.wanted = Set.of(FakeSource.LOGS);
    node.source.parts("3", Future.failedFuture("time-out"));
    node.source.parts("3", Future.succeededFuture("a log"));

    node.announce(run(3, 3));

    node.publishes("3+a log");
  }

  @Test
  void goesOnWithoutAPartThatNoUpstreamOffers() throws InterruptedException {
    node.wanted = Set.of(FakeSource.LOGS);
    node.source.parts("3", Future.failedFuture(Refusal.unsupported("no such method")));

    node.announce(run(3, 4));

    node.publishes("3", "4");
  }

  @Test
  void leavesABlockThatNobodyKnowsAnyMoreToTheNextAnnouncement() throws InterruptedException {
    node.wanted = Set.of(FakeSource.LOGS);
    node.source.parts("3", Future.failedFuture(new NotFoundException("block 3")));
    node.source.parts("3b", Future.succeededFuture("none"));

    node.announce(run(3, 3));
    node.announce(List.of(block(3, "b", "2")));

    node.publishes("3b+none");
  }

  @Test
  void publishesNothingOfWhatAnEarlierLeadAskedFor() throws InterruptedException {
    node.wanted = Set.of(FakeSource.LOGS);
    Promise<String> early = Promise.promise();
    Promise<String> late = Promise.promise();
    node.source.parts("3", early.future());
    node.source.parts("3", late.future());
    node.announce(run(3, 3));
    node.follower.standBy();
    node.lead(run(2, 2));

    early.complete("asked for by the earlier lead");
    late.complete("a log");

    node.publishes("3+a log");
  }

  @Test
  void takesBackWhatLeavesTheChainNewestBlockFirst() throws InterruptedException {
    node.announce(run(3, 4));
    node.publishes("3", "4");

    node.announce(List.of(block(3, "b", "2"), block(4, "b"), block(5, "b")));

    node.publishes("3b-4-3", "4b", "5b");
  }

  @Test
  void takesBackWhatNobodyWantedWhenItWasPublished() throws InterruptedException {
    node.announce(run(3, 3));
    node.publishes("3");
    node.wanted = Set.of(FakeSource.LOGS);
    node.source.parts("3", Future.succeededFuture("a log"));

    announceBranch();

    node.publishes("3b-3+a log+none", "4b+none", "5b+none");
  }

  @Test
  void waitsForNoPartOfABlockThatLeavesTheChain() throws InterruptedException {
    node.announce(run(3, 4));
    node.publishes("3", "4");
    node.wanted = Set.of(FakeSource.LOGS);
    node.source.parts("4", Future.failedFuture("time-out"));
    node.source.parts("3", Promise.<String>promise().future());

    announceBranch();

    node.publishes("3b-4-3+none", "4b+none", "5b+none");
  }

  /** Longer than the chain, and without logs. */
  private void announceBranch() {
    List<Block> branch = List.of(block(3, "b", "2"), block(4, "b"), block(5, "b"));
    branch.forEach(block -> node.source.parts(block.hash(), Future.succeededFuture("none")));
    node.announce(branch);
  }

  @Test
  void takesBackWhatAnotherLeaderAnnouncedOfABlockMeanwhile() throws InterruptedException {
    node.announce(run(3, 3));
    node.publishes("3");
    node.follower.standBy();
    Part log = new Part(FakeSource.LOGS, Buffer.buffer("a log"));
    Block withLog = block(3, "").with(List.of(log));
    node.history.append(withLog.at(new Position(2, 1), List.of()));
    node.lead(run(2, 3));

    node.announce(List.of(block(3, "b", "2"), block(4, "b")));

    node.publishes("3b-3+a log", "4b");
  }
}
