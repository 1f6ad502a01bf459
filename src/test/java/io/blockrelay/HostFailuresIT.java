package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.HostedCluster.Node;
import io.blockrelay.HostedCluster.Validator;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What clients notice when hosts fail and cables are cut, at 20 blocks a second: they get every
 * block once and in order. Packets are lost without a word here, and that is what the other tests
 * of the table of failures cannot do:
 *
 * <table>
 *   <caption>Which test holds which row</caption>
 *   <tr><td>an upstream closes</td>
 *     <td>{@link FailOverTest}, {@link BadUpstreamTest}, {@code ReconnectPolicyTest}</td></tr>
 *   <tr><td>an upstream is silent</td><td>here, {@link FailOverTest}</td></tr>
 *   <tr><td>an upstream lags behind another</td>
 *     <td>{@link FailOverTest}, {@code UpstreamRankingTest}</td></tr>
 *   <tr><td>an upstream sends garbage</td>
 *     <td>{@link BadUpstreamTest}, {@code GarbageLogTest}</td></tr>
 *   <tr><td>the leading ingest node dies, or freezes</td><td>{@link TakeOverIT}</td></tr>
 *   <tr><td>the leading ingest node is cut off</td><td>here</td></tr>
 *   <tr><td>all ingest nodes die</td>
 *     <td>here, and {@link RolesIT} where the others see their connections end</td></tr>
 *   <tr><td>an edge dies</td>
 *     <td>here, and {@link BudgetIT} where the others see its connections end</td></tr>
 *   <tr><td>an edge is cut off</td><td>here</td></tr>
 *   <tr><td>an edge does not hear the leader any more</td>
 *     <td>here, and {@code DeafNodeTest} where registering anew helps</td></tr>
 *   <tr><td>an edge is told to stop</td>
 *     <td>{@link DrainTest}, {@link DrainOrderTest}, {@link RollingRestartIT}</td></tr>
 *   <tr><td>the cluster splits</td>
 *     <td>here; {@code MergeHalvesTest}, {@code LeadChangesTest}, {@code
 *     ConnectionBudgetTest}</td></tr>
 *   <tr><td>the budget is spent</td>
 *     <td>{@link BudgetIT}; {@link CloseCodesTest}, {@link SseTest}, {@link PostTest}</td></tr>
 *   <tr><td>a client sends garbage</td>
 *     <td>{@link BadFramesTest}, {@link BadHandshakeTest}, {@link BadInputIT}, {@link
 *     TranscriptTest}</td></tr>
 * </table>
 */
@NullUnmarked
class HostFailuresIT {
  private static final int CLIENTS_A_NODE = 8;
  private static final int TOO_MANY = 1_008;
  private static final int GOING_AWAY = 1_012;
  private static final Pattern REGISTERING = Pattern.compile("registering anew");

  private static HostedCluster cluster;

  private Crowd crowd = new Crowd();

  @AfterAll
  static void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void clientsEverywhere() {
    if (cluster == null) {
      // Not before all tests, for then those that are skipped would not say so.
      cluster = HostedCluster.start();
    }
    cluster.mend();
    // Nodes that have lost the shared entries grant nothing until all have told what they hold.
    Await.until("all are let in", this::allAreLetIn);
  }

  @AfterEach
  void leave() {
    crowd.close();
    if (cluster != null) {
      assertThat(cluster.epochs()).doesNotHaveDuplicates();
      assertThat(cluster.unhandled()).isEmpty();
    }
  }

  @Test
  void anEdgeThatIsCutOffKeepsItsClientsAndAdmitsNoMoreThanItsLease() {
    Node edge = cluster.edges().get(0);
    cluster.hosts().cut(List.of(edge.host()));
    Await.until("it is alone and not ready", () -> seen(edge) == 1 && !edge.process().ready());

    assertAdmitsNoMoreThanItsLease(edge);

    cluster.mend();
    assertEverybodyHasEveryBlock();
  }

  @Test
  void anotherLeadsWhenTheLeaderIsCutOffAndOnlyOneWhenItIsBack() {
    Node cutOff = cluster.leader();
    Node other = cluster.otherThan(cutOff);
    cluster.hosts().cut(List.of(cutOff.host()));
    Await.until("the other one leads", other::leads);
    assertHaveEveryBlock(of(cluster.nodes().filter(node -> !node.equals(cutOff)).toList()));

    assertMergesInANewEpoch();
  }

  @Test
  void eachSideOfASplitServesFromItsOwnUpstreamAndTheSmallerAdmitsNoMoreThanItsLease() {
    Node leader = cluster.leader();
    Node edge = cluster.edges().get(0);
    Validator near = cluster.validators().get(0);
    cluster.hosts().split(List.of(near.host(), leader.host(), edge.host()));
    Node other = cluster.otherThan(leader);
    // The nodes of the other side go missing one by one.
    Await.until("there are two sides", () -> seen(leader) == 2 && seen(edge) == 2);
    Await.until("the other one is whole", () -> seen(other) == 3);
    Await.until("each has a leader", () -> leader.leads() && other.leads());
    assertEverybodyHasEveryBlock();

    assertAdmitsNoMoreThanItsLease(edge);

    assertMergesInANewEpoch();
  }

  @Test
  void theNextUpstreamTakesOverFromASilentOneAndWhatNobodyToldIsFilledIn() {
    Node leader = cluster.leader();
    Validator first = cluster.validators().get(0);
    Validator second = cluster.validators().get(1);
    cluster.hosts().cut(List.of(first.host()));
    Await.until("the silent one is left", () -> !attached(leader, first));
    assertEverybodyHasEveryBlock();

    cluster.hosts().cut(List.of(second.host()));
    Await.until("the other one is left, too", () -> !attached(leader, second));
    cluster.hosts().heal(List.of(first.host()));
    Await.until("the first one is back", () -> attached(leader, first));
    assertEverybodyHasEveryBlock();
  }

  @Test
  void edgesKeepTheirClientsWhenAllHostsThatIngestGoDark() {
    cluster.ingest().forEach(HostFailuresIT::goDark);
    Await.until(
        "no edge is ready",
        () -> cluster.edges().stream().noneMatch(edge -> edge.process().ready()));
    assertThat(of(cluster.edges())).hasSize(3 * CLIENTS_A_NODE).allMatch(Crowd.Member::open);

    cluster.mend();
    assertHaveEveryBlock(of(cluster.edges()));
  }

  @Test
  void clientsOfAnEdgeThatGoesDarkResumeElsewhereInItsPartOfTheBudget() {
    crowd.close();
    try (ResumingCrowd resuming = new ResumingCrowd()) {
      resuming.edges(cluster.nodes().map(Node::address).toList());
      resuming.join(HostedCluster.BUDGET);
      resuming.awaitBlock(1);
      int closed = resuming.closeCodes().size();

      goDark(cluster.edges().get(2));

      resuming.awaitBlock(resuming.lastOfAll() + 200);
      List<Integer> codes = resuming.closeCodes().subList(closed, resuming.closeCodes().size());
      assertThat(codes).contains(1_006, TOO_MANY);
      resuming.members().forEach(member -> Crowd.assertComplete(member.numbers()));
    }
  }

  @Test
  void anEdgeThatStaysDeafToTheLeaderSendsItsClientsAwayAndEndsToBeReplaced() {
    Node deaf = cluster.edges().get(1);
    cluster.hosts().deafen(deaf.host(), cluster.leader().host(), HostedCluster.BUS_PORT);
    deaf.process().awaitOutput(REGISTERING);
    assertThat(deaf.process().awaitExit()).isEqualTo(1);
    assertThat(of(List.of(deaf))).allMatch(member -> member.closeCode() == GOING_AWAY);
    assertHaveEveryBlock(of(cluster.nodes().filter(node -> !node.equals(deaf)).toList()));
  }

  private boolean allAreLetIn() {
    crowd.close();
    Await.until("nobody is there", () -> cluster.nodes().allMatch(node -> clients(node) == 0));
    crowd = new Crowd();
    cluster.nodes().forEach(node -> Await.get(connect(CLIENTS_A_NODE, node)));
    Await.until(
        "each is served or sent away",
        () -> crowd.members().stream().allMatch(member -> member.last() > 0 || !member.open()));
    return crowd.members().stream().allMatch(Crowd.Member::open);
  }

  private static double clients(Node node) {
    return node.value("blockrelay_connections{chain=\"basalt\",dialect=\"basalt\"}");
  }

  /** As by a power cut: the other hosts see no connection end. Clients see theirs end. */
  private static void goDark(Node node) {
    cluster.hosts().cut(List.of(node.host()));
    node.process().kill();
  }

  private void assertAdmitsNoMoreThanItsLease(Node node) {
    int lease = (int) node.value("blockrelay_connections_leased");
    assertThat(lease).isBetween(CLIENTS_A_NODE + 1, HostedCluster.BUDGET / 2);
    Await.get(connect(HostedCluster.BUDGET, node).otherwiseEmpty());
    List<Crowd.Member> there = of(List.of(node));
    Await.until("those beyond it are sent away", () -> open(there).size() <= lease);
    assertThat(open(there)).hasSize(lease).containsAll(there.subList(0, CLIENTS_A_NODE));
    assertThat(there)
        .filteredOn(member -> !member.open())
        .allMatch(member -> member.closeCode() == TOO_MANY);
  }

  private void assertMergesInANewEpoch() {
    long before = Collections.max(cluster.epochs());
    cluster.mend();
    Await.until("an epoch begins", () -> Collections.max(cluster.epochs()) > before);
    assertEverybodyHasEveryBlock();
    assertThat(cluster.leaders()).hasSize(1);
  }

  /** Nobody has gone but those who were not let in. */
  private void assertEverybodyHasEveryBlock() {
    assertThat(crowd.members())
        .filteredOn(member -> !member.open())
        .allMatch(member -> member.closeCode() == TOO_MANY);
    assertHaveEveryBlock(open(crowd.members()));
  }

  /** And blocks go on to come. */
  private static void assertHaveEveryBlock(List<Crowd.Member> members) {
    long newest = newest(members);
    Crowd.awaitBlock(members, newest + 40);
    Crowd.assertComplete(members);
    assertThat(members).hasSizeGreaterThanOrEqualTo(CLIENTS_A_NODE).allMatch(Crowd.Member::open);
  }

  private static long newest(List<Crowd.Member> members) {
    return members.stream().mapToLong(Crowd.Member::last).max().orElseThrow();
  }

  private Future<?> connect(int count, Node node) {
    return crowd.connect(count, node.address(), "/ws/blocks");
  }

  private List<Crowd.Member> of(List<Node> nodes) {
    return nodes.stream().flatMap(node -> crowd.at(node.address()).stream()).toList();
  }

  private static List<Crowd.Member> open(List<Crowd.Member> members) {
    return members.stream().filter(Crowd.Member::open).toList();
  }

  /** How many nodes it sees, itself among them. */
  private static double seen(Node node) {
    return node.value("blockrelay_cluster_nodes");
  }

  private static boolean attached(Node node, Validator upstream) {
    String labels = "chain=\"basalt\",upstream=\"" + upstream.url() + "\"";
    return node.value("blockrelay_upstream_up{" + labels + "}") == 1;
  }
}
