package io.blockrelay.ingest;

import static io.blockrelay.ingest.Blocks.block;
import static io.blockrelay.ingest.Blocks.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.NotFoundException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChainFollowerTest {
  private final LeadingNode node = new LeadingNode();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void publishesWhatExtendsTheChain() throws InterruptedException {
    node.announce(run(3, 5));

    node.publishes("3", "4", "5");
  }

  @Test
  void looksAtNothingElseWhileAGapIsFilled() throws InterruptedException {
    Promise<List<Block>> ancestors = Promise.promise();
    node.source.answer(ancestors.future());
    node.announce(run(5, 7));
    assertThat(node.source.asked).containsExactly("3 to 4");

    ancestors.complete(run(3, 4));

    node.publishes("3", "4", "5", "6", "7");
    assertThat(node.source.asked).hasSize(1);
  }

  @Test
  void doesNotWaitForAnAnswerThatAnotherUpstreamAnnounces() throws InterruptedException {
    Promise<List<Block>> ancestors = Promise.promise();
    node.source.answer(ancestors.future());
    node.announce(run(5, 5));
    node.announce(run(4, 4));

    node.announce(run(3, 3));

    node.publishes("3", "4", "5");
    ancestors.complete(run(3, 4));
    node.publishes();
  }

  @Test
  void takesFromAnotherUpstreamSomeOfWhatNobodyCouldGive() throws InterruptedException {
    Promise<List<Block>> ancestors = Promise.promise();
    node.source.answer(ancestors.future());
    node.source.answer(Future.succeededFuture(run(3, 3)));
    node.announce(run(5, 5));
    node.announce(run(4, 4));

    ancestors.fail(new NotFoundException("block 4"));

    node.publishes("3", "4", "5");
  }

  @Test
  void goesOnBehindAGapThatNobodyCanFill() throws InterruptedException {
    node.source.answer(Future.failedFuture(new NotFoundException("blocks")));

    node.announce(run(5, 6));

    node.publishes("5", "6");
  }

  @Test
  void dropsABlockWhoseBranchWasLeftWhileItWasAsked() throws InterruptedException {
    node.source.answer(Future.succeededFuture(run(3, 4, "b")));

    node.announce(run(5, 5));
    node.announce(run(3, 3));

    node.publishes("3");
  }

  @Test
  void goesDownABranchUntilTheChainIsShared() throws InterruptedException {
    node.announce(run(3, 20));
    node.publishes(run(3, 20).stream().map(Block::hash).toArray(String[]::new));
    List<Block> branch = new ArrayList<>(List.of(block(10, "b", "9")));
    branch.addAll(run(11, 20, "b"));
    node.source.answer(Future.succeededFuture(branch.subList(7, 11)));
    node.source.answer(Future.succeededFuture(join(run(9, 9), branch.subList(0, 7))));

    node.announce(run(21, 21, "b"));

    node.publishes(
        "10b-20-19-18-17-16-15-14-13-12-11-10",
        "11b",
        "12b",
        "13b",
        "14b",
        "15b",
        "16b",
        "17b",
        "18b",
        "19b",
        "20b",
        "21b");
  }

  @Test
  void publishesNothingOfAGapThatIsFilledAfterItsLeadHasEnded() {
    Promise<List<Block>> ancestors = Promise.promise();
    node.source.answer(ancestors.future());
    node.announce(run(5, 5));
    node.follower.standBy();

    ancestors.complete(run(3, 4));

    assertThat(node.follower.tipHash()).isEmpty();
    assertThat(node.published).isEmpty();
  }

  @Test
  void publishesAtATakeOverWhatTheLastLeaderDidNot() throws InterruptedException {
    node.follower.standBy();
    node.announce(run(3, 5));

    node.lead(run(2, 3));

    node.publishes("4", "5");
  }

  @Test
  void goesBackAtATakeOverToWhereTheLeadingUpstreamIs() throws InterruptedException {
    node.follower.standBy();
    node.announce(run(3, 5));
    node.announce(List.of(block(4, "b", "3")));

    node.lead(run(2, 5));

    node.publishes("4b");
  }

  @Test
  void goesNotBackAtATakeOverToWhereALostUpstreamWas() throws InterruptedException {
    node.follower.standBy();
    node.announce(run(3, 5));
    node.announce(List.of(block(4, "b", "3")));
    node.loseUpstream();

    node.lead(run(2, 9));

    node.publishes();
  }

  private static List<Block> join(List<Block> first, List<Block> then) {
    List<Block> joined = new ArrayList<>(first);
    joined.addAll(then);
    return joined;
  }
}
