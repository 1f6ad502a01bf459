package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.protocol.ChainDocument;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Read.Sharing;
import io.blockrelay.protocol.Reads;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What a node answers about blocks, passed through, so that another relay can be attached here. */
final class NodeDocument implements ChainDocument {
  /** Instead of a height: the newest block. */
  static final String LATEST = "latest";

  private final String things;
  private final String path;

  /**
   * @param things what there are many of, {@code blocks}
   * @param name what one of them is found by
   */
  NodeDocument(String things, String name) {
    this.things = things;
    this.path = "/api/v1/" + things + "/{" + name + "}";
  }

  @Override
  public List<String> paths() {
    return List.of(path, "/{chain}" + path);
  }

  @Override
  public Future<Buffer> get(String address, String last, Reads reads) {
    if (!Ring.isId(last)) {
      return Future.failedFuture(new NotFoundException(path));
    }
    Sharing sharing = last.equals(LATEST) ? Sharing.UNTIL_NEXT_BLOCK : Sharing.FIXED;
    return reads
        .read(new Read(Buffer.buffer(things + "/" + last), sharing))
        .compose(
            answer ->
                answer.refused()
                    ? Future.failedFuture(new NotFoundException(path))
                    : Future.succeededFuture(answer.json()));
  }
}
