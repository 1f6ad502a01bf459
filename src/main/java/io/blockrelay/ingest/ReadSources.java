package io.blockrelay.ingest;

import io.blockrelay.protocol.UpstreamDialogue;
import java.util.List;

/** The chain's nodes as one who has a question for them sees them. */
interface ReadSources {
  /** Those that have announced a block of that height, in the order to ask them in. */
  List<UpstreamDialogue> having(long height);

  /** All that are attached, the highest first. */
  List<UpstreamDialogue> highestFirst();

  /** What the ranking of a chain's upstreams says. */
  static ReadSources of(UpstreamRanking<UpstreamConnection> ranking) {
    return new ReadSources() {
      @Override
      public List<UpstreamDialogue> having(long height) {
        return dialogues(ranking.having(height));
      }

      @Override
      public List<UpstreamDialogue> highestFirst() {
        return dialogues(ranking.highestFirst());
      }
    };
  }

  private static List<UpstreamDialogue> dialogues(List<UpstreamConnection> upstreams) {
    return upstreams.stream().map(UpstreamConnection::dialogue).toList();
  }
}
