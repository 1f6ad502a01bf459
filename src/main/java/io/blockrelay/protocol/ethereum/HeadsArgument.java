package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.jsonrpc.Json;

/**
 * From where a client wants the headers: {@code {"fromBlock":"0x…"}}, that block and everything
 * after it, or {@code {"afterBlock":"0x…"}}, everything after the block of that hash. The relay's
 * own; geth takes no second parameter, and what has neither field is refused as geth does.
 */
final class HeadsArgument {
  private HeadsArgument() {}

  static boolean isResume(Json.Obj fields) {
    return Arguments.present(fields, "fromBlock") != null
        || Arguments.present(fields, "afterBlock") != null;
  }

  static StartAt read(Json.Obj fields) throws HexException {
    Json from = Arguments.present(fields, "fromBlock");
    String after = Arguments.hash(fields, "afterBlock");
    if (after != null) {
      if (from != null) {
        throw new HexException("cannot specify both afterBlock and fromBlock, choose one");
      }
      return new StartAt.AfterHash(after);
    }
    long block = from == null ? BlockTag.LATEST : BlockTag.read(from);
    if (block == BlockTag.LATEST) {
      return StartAt.LIVE;
    }
    if (block != BlockTag.EARLIEST && block < 0) {
      throw new HexException("fromBlock must be a number, earliest or latest");
    }
    return new StartAt.FromHeight(block == BlockTag.EARLIEST ? 0 : block);
  }
}
