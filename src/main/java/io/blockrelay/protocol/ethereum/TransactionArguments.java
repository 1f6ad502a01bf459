package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second parameter of Tokenview's and Alchemy's subscriptions, which may be left out. At most
 * 1,000 different addresses; a bad address is an error, never a wider filter.
 */
final class TransactionArguments {
  private static final int ADDRESSES_MAX = 1_000;

  private TransactionArguments() {}

  /** {@code {fromAddress?, toAddress?, hashesOnly?, includeRemoved?}}. */
  static EthTopic tokenviewPending(Json argument) throws HexException {
    Json.Obj fields = fields(argument);
    return pending(fields, Arguments.flag(fields, "includeRemoved"));
  }

  /** {@code {fromAddress?, toAddress?, hashesOnly?}}. */
  static EthTopic alchemyPending(Json argument) throws HexException {
    return pending(fields(argument), false);
  }

  /** {@code {addresses?: [{from?, to?}], hashesOnly?, includeRemoved?}}. */
  static EthTopic alchemyMined(Json argument) throws HexException {
    Json.Obj fields = fields(argument);
    List<MinedFilter.Pair> pairs = pairs(Arguments.present(fields, "addresses"));
    Set<String> unique = new HashSet<>();
    pairs.forEach(pair -> unique.addAll(List.of(pair.from(), pair.to())));
    unique.remove("");
    requireFew(unique);
    return new EthTopic.Mined(
        MinedFilter.of(pairs),
        Arguments.flag(fields, "hashesOnly"),
        Arguments.flag(fields, "includeRemoved"));
  }

  private static EthTopic pending(Json.Obj fields, boolean includeRemoved) throws HexException {
    List<String> from = Addresses.read(fields, "fromAddress", "fromAddress");
    List<String> to = Addresses.read(fields, "toAddress", "toAddress");
    Set<String> unique = new HashSet<>(from);
    unique.addAll(to);
    requireFew(unique);
    return new EthTopic.FilteredPending(
        PendingFilter.of(from, to), Arguments.flag(fields, "hashesOnly"), includeRemoved);
  }

  private static List<MinedFilter.Pair> pairs(@Nullable Json addresses) throws HexException {
    if (addresses == null) {
      return List.of();
    }
    if (!(addresses instanceof Json.Arr array)) {
      throw new HexException("addresses must be an array of objects with from, to or both");
    }
    List<MinedFilter.Pair> pairs = new ArrayList<>();
    for (Json entry : array.items()) {
      pairs.add(pair(entry, pairs.size()));
    }
    return pairs;
  }

  private static MinedFilter.Pair pair(Json entry, int index) throws HexException {
    if (entry instanceof Json.Obj fields) {
      String from = address(Arguments.present(fields, "from"), "from", index);
      String to = address(Arguments.present(fields, "to"), "to", index);
      if (!from.isEmpty() || !to.isEmpty()) {
        return new MinedFilter.Pair(from, to);
      }
    }
    throw new HexException("no from or to in addresses at index " + index);
  }

  private static String address(@Nullable Json value, String name, int index) throws HexException {
    if (value == null) {
      return "";
    }
    if (value instanceof Json.Text text) {
      return Addresses.one(text.value(), "invalid " + name + " at index " + index + ": ");
    }
    throw new HexException("non-string " + name + " at index " + index);
  }

  private static Json.Obj fields(Json argument) throws HexException {
    if (argument instanceof Json.Null) {
      return new Json.Obj(List.of());
    }
    if (argument instanceof Json.Obj fields) {
      return fields;
    }
    throw new HexException("expected an object, not " + argument.kind());
  }

  private static void requireFew(Set<String> unique) throws HexException {
    if (unique.size() > ADDRESSES_MAX) {
      throw new HexException("exceed max addresses, want at most " + ADDRESSES_MAX);
    }
  }
}
