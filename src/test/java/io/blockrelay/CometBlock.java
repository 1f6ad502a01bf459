package io.blockrelay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A block as CometBFT 0.38 writes it. What is in it is told by words:
 *
 * <pre>
 * transfer.amount=7,transfer.sender=bob   a transaction with these attributes
 * ev:mint.amount=5                        an event of the block itself
 * val:5                                   a validator gets this power
 * evidence                                somebody voted twice
 * </pre>
 */
record CometBlock(
    long height,
    List<String> transactions,
    List<String> events,
    List<String> powers,
    List<String> evidence) {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String DUPLICATE_VOTE =
      "{\"type\":\"tendermint/DuplicateVoteEvidence\",\"value\":{\"vote_a\":null,\"vote_b\":null,"
          + "\"TotalVotingPower\":\"9\",\"ValidatorPower\":\"1\",\"Timestamp\":\"2026-01-01T00:00:00Z\"}}";

  /** {@code 12 word word}. */
  static CometBlock read(String text) {
    List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
    return new CometBlock(
        Long.parseLong(words.remove(0)),
        words.stream().filter(word -> word.contains("=") && !word.startsWith("ev:")).toList(),
        after("ev:", words),
        after("val:", words),
        words.stream().filter("evidence"::equals).map(word -> DUPLICATE_VOTE).toList());
  }

  private static List<String> after(String prefix, List<String> words) {
    return words.stream()
        .filter(word -> word.startsWith(prefix))
        .map(word -> word.substring(prefix.length()))
        .toList();
  }

  static String hash(long height) {
    return height == 0 ? "" : "B10C" + "%060X".formatted(height);
  }

  static String tx(long height, int index) {
    return Base64.getEncoder()
        .encodeToString((height + " " + index).getBytes(StandardCharsets.UTF_8));
  }

  static String txHash(long height, int index) {
    try {
      byte[] tx = (height + " " + index).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(tx));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  String id() {
    return id(height);
  }

  private static String id(long height) {
    return height == 0
        ? "{\"hash\":\"\",\"parts\":{\"total\":0,\"hash\":\"\"}}"
        : "{\"hash\":\"%s\",\"parts\":{\"total\":1,\"hash\":\"%s\"}}"
            .formatted(hash(height), hash(height + 1_000));
  }

  String header() {
    return "{\"version\":{\"block\":\"11\",\"app\":\"1\"},\"chain_id\":\"test-chain\",\"height\":\"%d\",\"time\":\"2026-01-01T00:00:00Z\",\"last_block_id\":%s,\"last_commit_hash\":\"\",\"data_hash\":\"\",\"validators_hash\":\"\",\"next_validators_hash\":\"\",\"consensus_hash\":\"\",\"app_hash\":\"\",\"last_results_hash\":\"\",\"evidence_hash\":\"\",\"proposer_address\":\"\"}"
        .formatted(height, id(height - 1));
  }

  String block() {
    String txs =
        IntStream.range(0, transactions.size())
            .mapToObj(i -> "\"" + tx(height, i) + "\"")
            .collect(Collectors.joining(",", "[", "]"));
    return "{\"header\":%s,\"data\":{\"txs\":%s},\"evidence\":{\"evidence\":[%s]},\"last_commit\":{\"height\":\"%d\",\"round\":0,\"block_id\":%s,\"signatures\":[]}}"
        .formatted(header(), txs, String.join(",", evidence), height - 1, id(height - 1));
  }

  /** An element of {@code block_metas}. */
  String meta() {
    return "{\"block_id\":%s,\"block_size\":\"1000\",\"header\":%s,\"num_txs\":\"%d\"}"
        .formatted(id(), header(), transactions.size());
  }

  /** What {@code block_results} gives. */
  String results() {
    return "{\"height\":\"%d\",\"txs_results\":%s,\"finalize_block_events\":%s,\"validator_updates\":%s,\"consensus_param_updates\":{},\"app_hash\":\"AAAAAAAAAAA=\"}"
        .formatted(
            height,
            transactions.isEmpty()
                ? "null"
                : transactions.stream()
                    .map(
                        tx ->
                            "{\"code\":0,\"data\":null,\"log\":\"\",\"info\":\"\",\"gas_wanted\":\"100\",\"gas_used\":\"0\",\"events\":%s,\"codespace\":\"\"}"
                                .formatted(eventsOf(tx)))
                    .collect(Collectors.joining(",", "[", "]")),
            blockEvents(),
            powers.isEmpty()
                ? "null"
                : powers.stream()
                    .map(
                        power ->
                            "{\"pub_key\":{\"Sum\":{\"type\":\"tendermint.crypto.PublicKey_Ed25519\",\"value\":{\"ed25519\":\"%s\"}}},\"power\":\"%s\"}"
                                .formatted(KEY, power))
                    .collect(Collectors.joining(",", "[", "]")));
  }

  /** What a subscription to {@code event} brings, behind its query; {@code …} for what varies. */
  String body(String event, int index) {
    return switch (event) {
      case "NewBlock" ->
          body(
              event,
              "{\"block\":" + block() + ",\"block_id\":" + id() + ",\"result_finalize_block\":{…}}",
              attributes(events));
      case "NewBlockHeader" -> body(event, "{\"header\":" + header() + "}", "");
      case "NewBlockEvents" ->
          body(
              event,
              "{\"height\":\"%d\",\"events\":%s,\"num_txs\":\"%d\"}"
                  .formatted(height, blockEvents(), transactions.size()),
              attributes(events));
      case "NewEvidence" ->
          body(
              event,
              "{\"height\":\"%d\",\"evidence\":%s}".formatted(height, evidence.get(index)),
              "");
      case "Tx" -> txBody(index);
      case "ValidatorSetUpdates" ->
          body(
              event,
              "{\"validator_updates\":[{\"address\":\"…\",\"pub_key\":{\"type\":\"tendermint/PubKeyEd25519\",\"value\":\"%s\"},\"voting_power\":\"%s\",\"proposer_priority\":\"0\"}]}"
                  .formatted(KEY, powers.get(0)),
              "");
      default -> throw new IllegalArgumentException("no such event: " + event);
    };
  }

  private String txBody(int index) {
    String value =
        "{\"TxResult\":{\"height\":\"%d\",%s\"tx\":\"%s\",\"result\":{\"gas_wanted\":\"100\",\"events\":%s}}}"
            .formatted(
                height,
                index == 0 ? "" : "\"index\":" + index + ",",
                tx(height, index),
                eventsOf(transactions.get(index)));
    return "\"data\":{\"type\":\"tendermint/event/Tx\",\"value\":%s},\"events\":{%s\"tm.event\":[\"Tx\"],\"tx.hash\":[\"%s\"],\"tx.height\":[\"%d\"]}"
        .formatted(
            value, attributes(List.of(transactions.get(index))), txHash(height, index), height);
  }

  private static String body(String event, String value, String attributes) {
    return "\"data\":{\"type\":\"tendermint/event/%s\",\"value\":%s},\"events\":{%s\"tm.event\":[\"%s\"]}"
        .formatted(event, value, attributes, event);
  }

  private String blockEvents() {
    return events.isEmpty() ? "[]" : eventsOf(String.join(",", events));
  }

  /** {@code a.b=1,c.d=2} as ABCI events. */
  private static String eventsOf(String attributes) {
    return List.of(attributes.split(",", -1)).stream()
        .map(
            attribute ->
                "{\"type\":\"%s\",\"attributes\":[{\"key\":\"%s\",\"value\":\"%s\",\"index\":true}]}"
                    .formatted(
                        attribute.substring(0, attribute.indexOf('.')),
                        attribute.substring(attribute.indexOf('.') + 1, attribute.indexOf('=')),
                        attribute.substring(attribute.indexOf('=') + 1)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** The same as fields of {@code events}, each followed by a comma. */
  private static String attributes(List<String> all) {
    return all.stream()
        .flatMap(attributes -> List.of(attributes.split(",", -1)).stream())
        .map(attribute -> attribute.split("=", 2))
        .map(pair -> "\"%s\":[\"%s\"],".formatted(pair[0], pair[1]))
        .collect(Collectors.joining());
  }
}
