package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is too long for the exchanges with geth, and what geth does not have. */
class SubscribeParserTest {
  private static final String A = "0x" + "aa".repeat(20);
  private static final String B = "0x" + "bb".repeat(20);
  private static final String H = "0x" + "cc".repeat(32);
  private static final String SUBSCRIBED = "\"result\":\"0x…\"}";

  @Test
  void limitsTheFilterOfLogs() {
    assertThat(subscribe("\"logs\",{\"address\":" + many(A, 1_000) + "}")).endsWith(SUBSCRIBED);
    assertThat(subscribe("\"logs\",{\"address\":" + many(A, 1_001) + ",\"fromBlock\":\"pending\"}"))
        .isEqualTo(error(-32000, "exceed max addresses or topics per search position"));
    assertThat(subscribe("\"logs\",{\"address\":" + many(A, 1_001) + "},1"))
        .isEqualTo(error(-32602, "too many arguments, want at most 2"));
    assertThat(subscribe("\"logs\",{\"topics\":[" + many(H, 1_000) + "]}")).endsWith(SUBSCRIBED);
    assertThat(subscribe("\"logs\",{\"topics\":[" + many(H, 1_001) + "]}"))
        .isEqualTo(error(-32602, "invalid argument 1: exceed max topics"));
    assertThat(
            subscribe(
                "\"logs\",{\"address\":"
                    + many(A, 1_001)
                    + ",\"topics\":["
                    + many(H, 1_001)
                    + "]}"))
        .isEqualTo(error(-32602, "invalid argument 1: exceed max topics"));
  }

  @Test
  void limitsTheHashesOfReceipts() {
    String name = "\"transactionReceipts\",{\"transactionHashes\":";
    assertThat(subscribe(name + many(H, 200) + "}")).endsWith(SUBSCRIBED);
    assertThat(subscribe(name + many(H, 201) + "}"))
        .isEqualTo(
            error(
                -32000,
                "exceed max number of transaction hashes allowed per transactionReceipts"
                    + " subscription"));
  }

  @Test
  void limitsNamesAndBatches() {
    String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\"}";
    assertThat(answer(call.formatted("é".repeat(1_025))))
        .isEqualTo(error(-32600, "method name too long: 2050 \\u003e 2048"));
    assertThat(answer(call.formatted("x".repeat(2_049) + "_subscribe")))
        .isEqualTo(error(-32600, "subscription name too long: 2059 \\u003e 2048"));
    assertThat(answer("[7," + (call.formatted("eth_chainId") + ",").repeat(1_000) + "{}]"))
        .isEqualTo("[" + error(-32600, "batch too large") + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'newHeads',{'fromBlock':'0x10'}     | FromHeight[height=16]",
        "'newHeads',{'fromBlock':'earliest'} | FromHeight[height=0]",
        "'newHeads',{'fromBlock':'latest'}   | Live[]",
        "'newHeads',{'afterBlock':'H'}       | AfterHash[hash=H]",
        "'logs',{'afterBlock':'H','toBlock':'0x5'} | AfterHash[hash=H]",
      })
  void resumesWhereGethCannot(String params, String start) throws RpcException {
    StartAt read = SubscribeParser.parse("eth", Buffer.buffer(params(params))).start();

    assertThat(read).hasToString(start.replace("H]", H + "]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'newHeads',{'fromBlock':'pending'} | fromBlock must be a number, earliest or latest",
        "'newHeads',{'fromBlock':'0x01'}    | hex number with leading zero digits",
        "'newHeads',{'fromBlock':'0x1','afterBlock':'H'} | cannot specify both afterBlock and fromBlock, choose one",
        "'newHeads',{'afterBlock':'0x1'} | json: cannot unmarshal hex string of odd length into Go struct field input.afterBlock of type common.Hash",
        "'logs',{'afterBlock':'H','fromBlock':'0x1'} | cannot specify both afterBlock and fromBlock/blockHash, choose one",
        "'tokenview_pendingTransactions',5  | expected an object, not number",
        "'tokenview_pendingTransactions',{'fromAddress':'0x1'} | invalid fromAddress: hex string of odd length",
        "'alchemy_pendingTransactions',{'toAddress':['A',5]} | non-string toAddress at index 1",
        "'alchemy_pendingTransactions',{'toAddress':{}} | invalid toAddress",
        "'alchemy_pendingTransactions',{'hashesOnly':1} | json: cannot unmarshal number into Go struct field input.hashesOnly of type bool",
        "'alchemy_minedTransactions',{'addresses':'A'} | addresses must be an array of objects with from, to or both",
        "'alchemy_minedTransactions',{'addresses':['A']} | no from or to in addresses at index 0",
        "'alchemy_minedTransactions',{'addresses':[{}]} | no from or to in addresses at index 0",
        "'alchemy_minedTransactions',{'addresses':[{'to':'A'},{'from':'0x'}]} | invalid from at index 1: hex has invalid length 0 after decoding; expected 20 for address",
      })
  void refusesABadArgument(String params, String reason) {
    assertThat(subscribe(params(params).substring(1).replaceAll("]$", "")))
        .isEqualTo(error(-32602, "invalid argument 1: " + reason));
  }

  @Test
  void readsTransactionSubscriptions() throws RpcException {
    EthTopic both =
        topic("'tokenview_pendingTransactions',{'fromAddress':'A','toAddress':['B','A','B']}");
    assertThat(both)
        .isEqualTo(
            new EthTopic.FilteredPending(PendingFilter.of(List.of(A), List.of(A, B)), false, false))
        .isEqualTo(
            topic("'alchemy_pendingTransactions',{'toAddress':['A','B'],'fromAddress':['A']}"));
    assertThat(topic("'tokenview_pendingTransactions',{'hashesOnly':true,'includeRemoved':true}"))
        .isEqualTo(
            new EthTopic.FilteredPending(PendingFilter.of(List.of(), List.of()), true, true));
    assertThat(topic("'alchemy_minedTransactions'"))
        .isEqualTo(new EthTopic.Mined(MinedFilter.of(List.of()), false, false));
    assertThat(
            topic("'alchemy_minedTransactions',{'addresses':[{'to':'B'},{'from':'A','to':'B'}]}"))
        .isEqualTo(
            new EthTopic.Mined(
                MinedFilter.of(List.of(new MinedFilter.Pair("", B), new MinedFilter.Pair(A, B))),
                false,
                false));
  }

  @Test
  void limitsTheDifferentAddressesOfTransactions() {
    String over = "invalid argument 1: exceed max addresses, want at most 1000";
    String name = "\"alchemy_pendingTransactions\",{\"fromAddress\":";
    assertThat(subscribe(name + different(1_000) + ",\"toAddress\":" + different(1_000) + "}"))
        .endsWith(SUBSCRIBED);
    assertThat(subscribe(name + different(1_001) + "}")).isEqualTo(error(-32602, over));
    assertThat(subscribe(name + different(1_000) + ",\"toAddress\":\"" + A + "\"}"))
        .isEqualTo(error(-32602, over));
  }

  private static EthTopic topic(String params) throws RpcException {
    return SubscribeParser.parse("eth", Buffer.buffer(params(params))).topic();
  }

  private static String params(String shorthand) {
    String json = shorthand.replace('\'', '"').replace("\"A\"", "\"" + A + "\"");
    return "[" + json.replace("\"B\"", "\"" + B + "\"").replace("\"H\"", "\"" + H + "\"") + "]";
  }

  private static String subscribe(String params) {
    return answer(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[" + params + "]}");
  }

  private static String answer(String sent) {
    return String.join("\n", PureNode.answer(Buffer.buffer(sent)));
  }

  private static String error(int code, String message) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":"
        + code
        + ",\"message\":\""
        + message
        + "\"}}";
  }

  private static String many(String value, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + value + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String different(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"0x%040x\"".formatted(i))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
