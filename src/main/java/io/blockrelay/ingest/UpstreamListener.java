package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import io.blockrelay.model.Part;

/** The one owner of a chain's upstreams, on their verticle. */
interface UpstreamListener {
  void block(UpstreamConnection from, Block block);

  void event(UpstreamConnection from, Part part);

  /** It came up, or went down. */
  void changed(UpstreamConnection upstream);

  /** The hash after which a new connection should resume, empty when nothing is known. */
  String resumeAfter();
}
