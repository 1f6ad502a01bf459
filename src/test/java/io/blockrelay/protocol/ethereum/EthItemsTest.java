package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a subscription makes of a block's parts. */
class EthItemsTest {
  private static final String A = "0x" + "aa".repeat(20);
  private static final String B = "0x" + "bb".repeat(20);
  private static final String T = "0x" + "cc".repeat(32);
  private static final String U = "0x" + "dd".repeat(32);
  private static final String TX_T =
      "{\"hash\":\"" + T + "\",\"from\":\"" + A + "\",\"to\":\"" + B + "\"}";
  private static final String TX_U = "{ \"hash\":\"" + U + "\",\"from\":\"" + B + "\",\"to\":null}";
  private static final String BLOCK = "[" + TX_T + " , " + TX_U + ",{},7,null]";

  @Test
  void tellsOfLogsOneByOne() throws Exception {
    String log = GethMessagesTest.result("log").toString();
    String block = "[" + log + ",{\"address\":\"0x1\"}, " + log.replace("false", "true") + "]";

    assertThat(told("['logs',{}]", EthKinds.LOGS, block))
        .containsExactly(log, log.replace("false", "true"));
    assertThat(told("['logs',{'topics':[null]}]", EthKinds.REMOVED_LOGS, block)).isEmpty();
    assertThat(told("['logs',{'address':'A'}]", EthKinds.LOGS, block)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "newHeads, eth.head",
    "syncing, eth.syncing",
    "newPendingTransactions, eth.pendingHash",
  })
  void tellsOfTheRestAsItCame(String name, String kind) throws Exception {
    assertThat(told("['" + name + "']", new EventKind(kind), "{ }")).containsExactly("{ }");
  }

  @Test
  void tellsOfPendingTransactions() throws Exception {
    assertThat(told("['newPendingTransactions',true]", EthKinds.PENDING, TX_U))
        .containsExactly(TX_U);
    String from = "['tokenview_pendingTransactions',{'fromAddress':'B'%s}]";
    assertThat(told(from.formatted(""), EthKinds.PENDING, TX_U)).containsExactly(TX_U);
    assertThat(told(from.formatted(""), EthKinds.PENDING, TX_T)).isEmpty();
    assertThat(told(from.formatted(",'hashesOnly':true"), EthKinds.PENDING, TX_U))
        .containsExactly("\"" + U + "\"");
    assertThat(told("['alchemy_pendingTransactions']", EthKinds.PENDING, "{}")).isEmpty();
  }

  @Test
  void marksWhatAReorganisationThrewOut() throws Exception {
    String removed = "['tokenview_pendingTransactions',{'includeRemoved':true%s}]";
    assertThat(told(removed.formatted(""), EthKinds.DROPPED_TRANSACTIONS, BLOCK))
        .containsExactly(marked(true, TX_T), marked(true, TX_U));
    assertThat(
            told(
                removed.formatted(",'hashesOnly':true,'toAddress':['B']"),
                EthKinds.DROPPED_TRANSACTIONS,
                BLOCK))
        .containsExactly(marked(true, "{\"hash\":\"" + T + "\"}"));
  }

  @Test
  void wantsBlocksToHaveTransactionsAndTellsNothingOfThem() throws Exception {
    String removed = "['tokenview_pendingTransactions',{'includeRemoved':true}]";
    assertThat(subscription(removed).kinds()).contains(EthKinds.TRANSACTIONS);
    assertThat(told(removed, EthKinds.TRANSACTIONS, BLOCK)).isEmpty();
    assertThat(subscription("['tokenview_pendingTransactions']").kinds())
        .containsExactly(EthKinds.PENDING);
  }

  @Test
  void tellsOfMinedTransactions() throws Exception {
    String mined = "['alchemy_minedTransactions',{'includeRemoved':true%s}]";
    assertThat(told(mined.formatted(""), EthKinds.TRANSACTIONS, BLOCK))
        .containsExactly(marked(false, TX_T), marked(false, TX_U));
    assertThat(told(mined.formatted(""), EthKinds.REMOVED_TRANSACTIONS, BLOCK))
        .containsExactly(marked(true, TX_T), marked(true, TX_U));
    assertThat(
            told(
                mined.formatted(",'hashesOnly':true,'addresses':[{'from':'A','to':'B'}]"),
                EthKinds.TRANSACTIONS,
                BLOCK))
        .containsExactly(marked(false, "{\"hash\":\"" + T + "\"}"));
    assertThat(subscription("['alchemy_minedTransactions']").kinds())
        .containsExactly(EthKinds.TRANSACTIONS);
  }

  @Test
  void tellsOfReceiptsInOneArray() throws Exception {
    String one = "{\"transactionHash\":\"" + T + "\",\"logs\":[{\"transactionHash\":1}]}";
    String two = "{\"transactionHash\":\"" + U + "\"}";
    String block = "[ " + one + "," + two + "]";
    String some = "['transactionReceipts',{'transactionHashes':['%s']}]";

    assertThat(told("['transactionReceipts']", EthKinds.RECEIPTS, block)).containsExactly(block);
    assertThat(told("['transactionReceipts']", EthKinds.RECEIPTS, "[]")).isEmpty();
    assertThat(told(some.formatted(U), EthKinds.RECEIPTS, block)).containsExactly("[" + two + "]");
    assertThat(told(some.formatted("0x" + "ee".repeat(32)), EthKinds.RECEIPTS, block)).isEmpty();
    assertThat(told("['transactionReceipts']", EthKinds.RECEIPTS, "nonsense")).isEmpty();
  }

  @Test
  void isOneAudienceForEqualWishes() throws Exception {
    for (String params :
        List.of(
            "['newHeads']",
            "['logs',{'address':['A','B'],'topics':[['T','U']]}]",
            "['transactionReceipts',{'transactionHashes':['T','U']}]",
            "['tokenview_pendingTransactions',{'toAddress':'B'}]",
            "['alchemy_minedTransactions',{'addresses':[{'from':'A'}]}]")) {
      assertThat(subscription(params)).isEqualTo(subscription(params));
      assertThat(subscription(params)).hasSameHashCodeAs(subscription(params));
    }
  }

  /** Every item that a filter with keys wants has one of the keys. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "['tokenview_pendingTransactions',{'fromAddress':'A','toAddress':'A'}]  | 1",
        "['tokenview_pendingTransactions',{'toAddress':['B']}]                  | 1",
        "['tokenview_pendingTransactions',{'fromAddress':['A','B']}]            | 2",
        "['alchemy_minedTransactions',{'addresses':[{'to':'B'},{'from':'B'}]}]  | 2",
        "['alchemy_minedTransactions',{'addresses':[{'from':'A','to':'B'}]}]    | 1",
      })
  void isFoundByAKey(String params, int matches) throws Exception {
    Subscription subscription = subscription(params);
    EventKind kind =
        params.contains("mined") ? EthKinds.TRANSACTIONS : EthKinds.DROPPED_TRANSACTIONS;
    List<Item> wanted =
        EthItems.of(new Part(kind, Buffer.buffer(BLOCK))).stream()
            .filter(subscription.filter()::matches)
            .toList();

    assertThat(wanted).hasSize(matches);
    assertThat(wanted)
        .allMatch(item -> item.keys().stream().anyMatch(subscription.filter().keys()::contains));
  }

  private static List<String> told(String params, EventKind kind, String payload) throws Exception {
    Subscription subscription = subscription(params);
    return EthItems.of(new Part(kind, Buffer.buffer(payload))).stream()
        .filter(subscription.filter()::matches)
        .map(item -> result(subscription.envelope().wrap(item)))
        .toList();
  }

  private static String result(Buffer notification) {
    String head =
        "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":"
            + "{\"subscription\":\"0x1\",\"result\":";
    assertThat(notification.toString()).startsWith(head).endsWith("}}");
    return notification.getString(head.length(), notification.length() - 2);
  }

  private static String marked(boolean removed, String tx) {
    return "{\"removed\":" + removed + ",\"transaction\":" + tx + "}";
  }

  private static Subscription subscription(String shorthand) throws Exception {
    String params =
        Stream.of("A=" + A, "B=" + B, "T=" + T, "U=" + U)
            .map(name -> name.split("="))
            .reduce(
                shorthand.replace('\'', '"'),
                (json, name) -> json.replace("\"" + name[0] + "\"", "\"" + name[1] + "\""),
                (a, b) -> b);
    return SubscribeParser.parse("eth", Buffer.buffer(params)).topic().as("0x1");
  }
}
