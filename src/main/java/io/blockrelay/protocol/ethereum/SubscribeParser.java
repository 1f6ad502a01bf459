package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.jsonrpc.Json;
import io.blockrelay.protocol.jsonrpc.JsonReader;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of {@code *_subscribe} as go-ethereum's {@code rpc/handler.go} does: by
 * position, with its errors in its order.
 */
public final class SubscribeParser {
  private SubscribeParser() {}

  /**
   * Reads a subscription.
   *
   * @param namespace the part of the method's name before the first {@code _}; only {@code eth} has
   *     subscriptions
   * @param params null when there were none
   * @throws RpcException with what geth answers
   */
  public static EthSubscription parse(String namespace, @Nullable Buffer params)
      throws RpcException {
    List<Json> arguments = arguments(params);
    String name = name(arguments);
    if (!namespace.equals("eth")) {
      throw noSuch(name, namespace);
    }
    return switch (name) {
      case "newHeads" -> newHeads(arguments);
      case "logs" -> logs(arguments);
      case "syncing" -> live(only(arguments, new EthTopic.Syncing()));
      case "newPendingTransactions" -> live(optional(arguments, SubscribeParser::pending));
      case "transactionReceipts" -> live(optional(arguments, ReceiptsArgument::read).topic());
      case "tokenview_pendingTransactions" ->
          live(optional(arguments, TransactionArguments::tokenviewPending));
      case "alchemy_pendingTransactions" ->
          live(optional(arguments, TransactionArguments::alchemyPending));
      case "alchemy_minedTransactions" ->
          live(optional(arguments, TransactionArguments::alchemyMined));
      default -> throw noSuch(name, namespace);
    };
  }

  /** What geth answers to the same when it does not know the subscription's name. */
  static RpcException unknown(String namespace, @Nullable Buffer params) {
    try {
      return noSuch(name(arguments(params)), namespace);
    } catch (RpcException e) {
      return e;
    }
  }

  private static List<Json> arguments(@Nullable Buffer params) throws RpcException {
    if (params != null && JsonReader.read(params) instanceof Json.Arr array) {
      return array.items();
    }
    throw new RpcException(RpcError.invalidParams("non-array args"));
  }

  private static String name(List<Json> arguments) throws RpcException {
    if (!arguments.isEmpty() && arguments.get(0) instanceof Json.Text name) {
      return name.value();
    }
    throw new RpcException(RpcError.invalidParams("expected subscription name as first argument"));
  }

  /**
   * geth's {@code ["newHeads"]}, and the relay's own {@code ["newHeads", {"fromBlock": "0x…"}]}.
   */
  private static EthSubscription newHeads(List<Json> arguments) throws RpcException {
    EthTopic heads = new EthTopic.NewHeads();
    if (arguments.size() == 2
        && arguments.get(1) instanceof Json.Obj fields
        && HeadsArgument.isResume(fields)) {
      return new EthSubscription(
          heads, optional(arguments, argument -> HeadsArgument.read(fields)));
    }
    return live(only(arguments, heads));
  }

  private static EthSubscription logs(List<Json> arguments) throws RpcException {
    if (arguments.size() < 2) {
      throw new RpcException(RpcError.invalidParams("missing value for required argument 1"));
    }
    return optional(arguments, LogsArgument::read).subscription();
  }

  private static EthTopic pending(Json argument) throws HexException {
    if (argument instanceof Json.Null) {
      return new EthTopic.PendingTransactions(false);
    }
    if (argument instanceof Json.Bool full) {
      return new EthTopic.PendingTransactions(full.value());
    }
    throw new HexException(GoTypes.into(argument, "bool"));
  }

  private interface Reader<T> {
    T read(Json argument) throws HexException;
  }

  /** Reads the parameter behind the name, null when there is none, and refuses a third one. */
  private static <T> T optional(List<Json> arguments, Reader<T> reader) throws RpcException {
    try {
      T read = reader.read(arguments.size() < 2 ? new Json.Null() : arguments.get(1));
      PositionalArguments.requireAtMost(2, arguments);
      return read;
    } catch (HexException e) {
      throw new RpcException(RpcError.invalidArgument(1, String.valueOf(e.getMessage())));
    }
  }

  private static EthTopic only(List<Json> arguments, EthTopic topic) throws RpcException {
    PositionalArguments.requireAtMost(1, arguments);
    return topic;
  }

  private static EthSubscription live(EthTopic topic) {
    return new EthSubscription(topic, StartAt.LIVE);
  }

  private static RpcException noSuch(String name, String namespace) {
    return new RpcException(
        new RpcError(
            RpcError.METHOD_NOT_FOUND,
            "no " + GoQuote.quote(name) + " subscription in " + namespace + " namespace"));
  }
}
