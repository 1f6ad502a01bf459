package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.jsonrpc.Json;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second parameter of {@code ["logs", {…}]}: {@code address}, {@code topics}, {@code
 * fromBlock}, {@code toBlock}, {@code blockHash} as {@code UnmarshalJSON} and {@code SubscribeLogs}
 * in go-ethereum's {@code eth/filters} read them, and the relay's own {@code afterBlock}.
 *
 * <p>A {@code blockHash} is checked and then has no effect on a subscription.
 *
 * @param addresses as they were sent, repetitions and all
 * @param from a number or a {@link BlockTag}
 * @param to a number or a {@link BlockTag}
 */
record LogsArgument(
    List<String> addresses, List<List<String>> topics, long from, long to, @Nullable String after) {
  private static final int ADDRESSES_MAX = 1_000;
  private static final RpcError TOO_MANY_ADDRESSES =
      new RpcError(RpcError.SERVER_ERROR, "exceed max addresses or topics per search position");
  private static final RpcError PENDING = RpcError.invalidParams("pending logs are not supported");
  private static final RpcError BAD_RANGE = RpcError.invalidParams("invalid block range params");

  static LogsArgument read(Json argument) throws HexException {
    if (argument instanceof Json.Null) {
      return read(new Json.Obj(List.of()));
    }
    if (argument instanceof Json.Obj fields) {
      return read(fields);
    }
    throw new HexException(GoTypes.into(argument, "filters.input"));
  }

  private static LogsArgument read(Json.Obj fields) throws HexException {
    String blockHash = Arguments.hash(fields, "blockHash");
    Json from = Arguments.present(fields, "fromBlock");
    Json to = Arguments.present(fields, "toBlock");
    String after = Arguments.hash(fields, "afterBlock");
    long first = from == null ? BlockTag.LATEST : BlockTag.read(from);
    long last = to == null ? BlockTag.LATEST : BlockTag.read(to);
    if (blockHash != null && (from != null || to != null)) {
      throw new HexException(
          "cannot specify both BlockHash and FromBlock/ToBlock, choose one or the other");
    }
    if (after != null && (from != null || blockHash != null)) {
      throw new HexException("cannot specify both afterBlock and fromBlock/blockHash, choose one");
    }
    List<String> addresses = Addresses.read(fields, "address", "address");
    return new LogsArgument(addresses, Topics.read(fields.get("topics")), first, last, after);
  }

  /**
   * A numbered {@code fromBlock} is a resume, and given back as the start; the filter has no first
   * block, so that clients that resumed at different blocks are one audience.
   */
  EthSubscription subscription() throws RpcException {
    if (addresses.size() > ADDRESSES_MAX) {
      throw new RpcException(TOO_MANY_ADDRESSES);
    }
    if (from == BlockTag.PENDING || to == BlockTag.PENDING) {
      throw new RpcException(PENDING);
    }
    if (!isRange()) {
      throw new RpcException(BAD_RANGE);
    }
    LogFilter filter = LogFilter.of(addresses, topics);
    return new EthSubscription(
        new EthTopic.Logs(to == BlockTag.LATEST ? filter : filter.notAfter(to)), start());
  }

  /** From now on, or from a block on; a last block needs a first one. */
  private boolean isRange() {
    if (to == BlockTag.LATEST) {
      return firstBlock() >= 0 || from == BlockTag.LATEST;
    }
    return after == null ? firstBlock() >= 0 && to >= firstBlock() : to >= 0;
  }

  private long firstBlock() {
    return from == BlockTag.EARLIEST ? 0 : from;
  }

  private StartAt start() {
    if (after != null) {
      return new StartAt.AfterHash(after);
    }
    return from == BlockTag.LATEST ? StartAt.LIVE : new StartAt.FromHeight(firstBlock());
  }
}
