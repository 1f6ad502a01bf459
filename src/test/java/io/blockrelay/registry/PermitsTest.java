package io.blockrelay.registry;

import static io.blockrelay.cluster.TestCluster.await;
import static io.blockrelay.cluster.TestCluster.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.cluster.LocalCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node's permits, with nodes that share one budget. */
class PermitsTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(3));
  private final FakeCluster cluster = new FakeCluster(vertx, 1);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void aNodeAloneAdmitsTheBudgetAndNoMore() {
    Permits permits = started(new Permits(new LocalCluster(vertx), 100));
    assertThat(admitted(acquire(150, permits))).isEqualTo(100);
    permits.release();
    assertThat(await(permits.acquire())).isTrue();
    assertThat(await(permits.acquire())).isFalse();
  }

  @Test
  void nobodyIsRefusedWhileTheBudgetHasRoom() {
    for (int round = 0; round < 300; round++) {
      FakeCluster own = new FakeCluster(vertx, round);
      Permits permits = started(new Permits(own.node("a"), 50));
      List<Future<Boolean>> answers =
          IntStream.range(0, 50).parallel().mapToObj(i -> permits.acquire()).toList();
      assertThat(admitted(answers)).isEqualTo(50);
      await(permits.stop());
    }
  }

  @Test
  void idlePermitsAreTakenWithoutWaiting() {
    Permits permits = node("a", 100);
    assertThat(permits.tryAcquire()).isFalse();
    assertThat(await(permits.acquire())).isTrue();
    assertThat(permits.tryAcquire()).isTrue();
    assertThat(permits.inUse()).isEqualTo(2);
  }

  @Test
  void threeNodesAdmitExactlyTheBudget() {
    List<Permits> nodes = nodes(1_000, "a", "b", "c");
    assertThat(admitted(acquire(1_100, nodes.toArray(Permits[]::new)))).isEqualTo(1_000);
    assertThat(nodes.stream().mapToInt(Permits::inUse).sum()).isEqualTo(1_000);
  }

  @Test
  void nobodyIsRefusedWhileAnotherNodeHasOneIdle() {
    List<Permits> nodes = nodes(60, "a", "b", "c");
    for (int round = 0; round < 20; round++) {
      Permits first = nodes.get(round % 3);
      Permits second = nodes.get((round + 1) % 3);
      assertThat(admitted(acquire(60, first))).isEqualTo(60);
      IntStream.range(0, 60).forEach(i -> first.release());
      // The first holds them all, idle, and two ask for them at once.
      assertThat(admitted(acquire(60, second, nodes.get((round + 2) % 3)))).isEqualTo(60);
      nodes.forEach(node -> IntStream.range(0, node.inUse()).forEach(i -> node.release()));
    }
  }

  @Test
  void aDeadNodesPermitsAreFree() {
    List<Permits> nodes = nodes(60, "a", "b", "c");
    assertThat(admitted(acquire(60, nodes.get(0)))).isEqualTo(60);
    assertThat(await(nodes.get(1).acquire())).isFalse();
    cluster.kill("a");
    until("freed", SOON, () -> await(nodes.get(1).acquire()));
    assertThat(admitted(acquire(60, nodes.get(1)))).isEqualTo(59);
  }

  @Test
  void idlePermitsGoBackAfterAWhile() {
    Permits permits = node("a", 200);
    acquire(100, permits).forEach(answer -> await(answer));
    IntStream.range(0, 100).forEach(i -> permits.release());
    until("trimmed", SOON, () -> permits.held() == Permits.SPARE);
    until("told", SOON, () -> cluster.budget().leased() == Permits.SPARE);
  }

  @Test
  void stoppingGivesEverythingBackAndRefuses() {
    Permits permits = node("a", 100);
    assertThat(await(permits.acquire())).isTrue();
    permits.release();
    await(permits.stop());
    assertThat(cluster.budget().leased()).isZero();
    assertThat(await(permits.acquire())).isFalse();
  }

  @Test
  void aClusterThatFailsCostsNobodyWhatIsHeld() {
    Permits permits = node("a", 100);
    assertThat(await(permits.acquire())).isTrue();
    cluster.faultsPercent = 100;
    int idle = permits.held() - permits.inUse();
    assertThat(admitted(acquire(idle + 5, permits))).isEqualTo(idle);
    cluster.faultsPercent = 0;
    until("healed", SOON, () -> cluster.budget().leased() == permits.held());
    assertThat(await(permits.acquire())).isTrue();
  }

  @Test
  void whatNodesHoldIsKnownAgainAfterTheEntryIsLost() {
    List<Permits> nodes = nodes(100, "a", "b");
    assertThat(admitted(acquire(90, nodes.get(0)))).isEqualTo(90);
    assertThat(await(nodes.get(1).acquire())).isTrue();
    cluster.lose(LeaseCalls.ENTRY);
    cluster.changed();
    assertThat(admitted(acquire(100, nodes.get(1)))).isLessThanOrEqualTo(9);
    until("reported", SOON, () -> cluster.budget().leased() == held(nodes));
    assertThat(held(nodes)).isLessThanOrEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theBudgetHoldsWhateverFails(long seed) {
    FakeCluster faulty = new FakeCluster(vertx, seed);
    faulty.faultsPercent = 30;
    faulty.delayMsMax = 5;
    List<Permits> nodes =
        Stream.of("x", "y", "z").map(id -> started(new Permits(faulty.node(id), 40))).toList();
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      Permits node = nodes.get(random.nextInt(3));
      admitted(acquire(random.nextInt(30), node));
      assertThat(held(nodes)).isLessThanOrEqualTo(40);
      int released = random.nextInt(node.inUse() + 1);
      IntStream.range(0, released).forEach(r -> node.release());
    }
    nodes.forEach(node -> IntStream.range(0, node.inUse()).forEach(i -> node.release()));
    faulty.faultsPercent = 0;
    until("healed", SOON, () -> admitted(acquire(1, nodes.get(0))) == 1);
    until("all is there", SOON, () -> nodes.get(0).inUse() == 40 || admitsMore(nodes.get(0)));
    await(Future.all(nodes.stream().map(Permits::stop).toList()));
  }

  private static boolean admitsMore(Permits node) {
    admitted(acquire(40 - node.inUse(), node));
    return node.inUse() == 40;
  }

  private List<Permits> nodes(int total, String... ids) {
    return Stream.of(ids).map(id -> node(id, total)).toList();
  }

  private Permits node(String id, int total) {
    return started(new Permits(cluster.node(id), total));
  }

  private static Permits started(Permits permits) {
    await(permits.start());
    return permits;
  }

  private static int held(List<Permits> nodes) {
    return nodes.stream().mapToInt(Permits::held).sum();
  }

  private static List<Future<Boolean>> acquire(int count, Permits... nodes) {
    List<Future<Boolean>> answers = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> answers.add(nodes[i % nodes.length].acquire()));
    return answers;
  }

  private static int admitted(List<Future<Boolean>> answers) {
    return (int) answers.stream().filter(answer -> await(answer)).count();
  }
}
