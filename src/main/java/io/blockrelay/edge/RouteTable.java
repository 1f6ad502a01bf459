package io.blockrelay.edge;

import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Reads;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;

/** Where the paths of all chains lead, on one event loop. Confined to it. */
final class RouteTable {
  private final Context loop;
  private final int resumeBlocksMax;
  private final Routes<ChainRoute> clients = new Routes<>();
  private final Routes<DocumentRoute> documents = new Routes<>();
  private final List<Constants> constants = new ArrayList<>();

  private record Constants(List<Read> questions, Reads reads) {
    void ask() {
      questions.forEach(reads::read);
    }
  }

  /**
   * @param resumeBlocksMax how far behind the tip a client may resume
   */
  RouteTable(Context loop, int resumeBlocksMax, List<ServedChain> chains) {
    this.loop = loop;
    this.resumeBlocksMax = resumeBlocksMax;
    chains.forEach(this::add);
  }

  Routes<ChainRoute> clients() {
    return clients;
  }

  Routes<DocumentRoute> documents() {
    return documents;
  }

  /** Asks what every client will ask; what is known already is not asked again. */
  void askConstants() {
    constants.forEach(Constants::ask);
  }

  private void add(ServedChain chain) {
    ChainHub hub = chain.hub();
    ChainFeed feed = new ChainFeed(loop, hub);
    OldBlocks oldBlocks = new OldBlocks(loop.owner(), hub);
    Resume resume = new Resume(loop.owner(), feed, oldBlocks, resumeBlocksMax);
    Reads reads = new LeaderReads(loop.owner(), feed);
    constants.add(new Constants(hub.protocol().constants(), reads));
    chain
        .dialects()
        .forEach(
            (dialect, paths) -> {
              ChainRoute route = route(dialect, feed, reads, resume, oldBlocks);
              paths.forEach(path -> clients.add(path, route));
            });
    String prefix = "/" + hub.chain();
    chain
        .documents()
        .forEach(
            (document, paths) ->
                paths.forEach(
                    path -> {
                      boolean named = path.equals(prefix) || path.startsWith(prefix + "/");
                      String own = named ? prefix : "";
                      documents.add(path, new DocumentRoute(hub.chain(), document, own, reads));
                    }));
  }

  private static ChainRoute route(
      ClientDialect dialect, ChainFeed feed, Reads reads, Resume resume, OldBlocks oldBlocks) {
    return new ChainRoute(
        feed.hub().chain(), dialect, dialect.terms(), feed, reads, resume, oldBlocks);
  }
}
