package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code A}, {@code B} stand for addresses, {@code t}, {@code u} for topics. */
class LogFilterTest {
  private static final String A = "0x" + "aa".repeat(20);
  private static final String B = "0x" + "bb".repeat(20);
  private static final String T = "0x" + "cc".repeat(32);
  private static final String U = "0x" + "dd".repeat(32);

  private static final EthLog BARE = log(List.of());
  private static final EthLog ONE = log(List.of(T));
  private static final EthLog TWO = log(List.of(T, T));

  /**
   * The logs of A in block 16 have no topic, one, and two. What matches is what a geth 1.17.0 sent
   * for the same filters.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null                              | bare one two",
        "{}                                | bare one two",
        "{'address':'A'}                   | bare one two",
        "{'address':['B','A','A']}         | bare one two",
        "{'address':'B'}                   | -",
        "{'address':[]}                    | bare one two",
        "{'address':null}                  | bare one two",
        "{'topics':[]}                     | bare one two",
        "{'topics':null}                   | bare one two",
        "{'topics':['t']}                  | one two",
        "{'topics':[['u','t']]}            | one two",
        "{'topics':['u']}                  | -",
        "{'topics':[null]}                 | one two",
        "{'topics':[[]]}                   | one two",
        "{'topics':[['u',null]]}           | one two",
        "{'topics':[[null,'nonsense']]}    | one two",
        "{'topics':['t',null]}             | two",
        "{'topics':[null,'t']}             | two",
        "{'topics':[null,'u']}             | -",
        "{'topics':[null,null,null]}       | -",
        "{'address':'A','topics':['t']}    | one two",
        "{'address':'B','topics':['t']}    | -",
        "{'blockHash':'t'}                 | bare one two",
        "{'fromBlock':'0x0','toBlock':'0xf'}  | -",
        "{'fromBlock':'0x0','toBlock':'0x10'} | bare one two",
        "{'fromBlock':'earliest'}          | bare one two",
        "{'FROMBLOCK':'latest','Topics':['t']} | one two",
      })
  void matchesAsGethDoes(String filter, String matching) throws RpcException {
    LogFilter parsed = filter(filter);

    assertThat(parsed.matches(BARE)).isEqualTo(matching.contains("bare"));
    assertThat(parsed.matches(ONE)).isEqualTo(matching.contains("one"));
    assertThat(parsed.matches(TWO)).isEqualTo(matching.contains("two"));
  }

  @Test
  void isEqualToAFilterOfOtherWordsForTheSame() throws RpcException {
    LogFilter plain = filter("{'address':['A','B'],'topics':[null,['t','u']]}");

    assertThat(filter(upperCase("{'topics':[[],['u','t','u']],'address':['B','A','B']}")))
        .isEqualTo(plain)
        .hasSameHashCodeAs(plain)
        .hasToString(plain.toString());
    assertThat(filter("{'topics':[null]}")).isNotEqualTo(filter("{'topics':[]}"));
  }

  @Test
  void isFoundByItsAddressesOrItsFirstTopics() throws RpcException {
    assertThat(filter("{'address':['A','B'],'topics':['t']}").keys())
        .isEqualTo(Set.of(EthKeys.address(A), EthKeys.address(B)));
    assertThat(filter("{'topics':[null,['t','u'],'t']}").keys())
        .isEqualTo(Set.of(EthKeys.topic(1, T), EthKeys.topic(1, U)));
    assertThat(filter("{'topics':[null,[]]}").keys()).isEmpty();
    assertThat(TWO.keys())
        .containsExactlyInAnyOrder(EthKeys.address(A), EthKeys.topic(0, T), EthKeys.topic(1, T));
  }

  @Test
  void leavesTheStartOutOfTheFilter() throws RpcException {
    EthSubscription resumed = subscription("{'address':'A','fromBlock':'0x10'}");

    assertThat(resumed.start()).isEqualTo(new StartAt.FromHeight(16));
    assertThat(resumed.topic()).isEqualTo(subscription("{'address':'A'}").topic());
    assertThat(subscription("{'fromBlock':'earliest'}").start())
        .isEqualTo(new StartAt.FromHeight(0));
    assertThat(subscription("{'fromBlock':'latest'}").start()).isEqualTo(StartAt.LIVE);
    assertThat(subscription("{'afterBlock':'" + upperCase("t") + "'}").start())
        .isEqualTo(new StartAt.AfterHash(T));
  }

  static EthSubscription subscription(String filter) throws RpcException {
    String json =
        filter
            .replace('\'', '"')
            .replace("\"A\"", "\"" + A + "\"")
            .replace("\"B\"", "\"" + B + "\"")
            .replace("\"t\"", "\"" + T + "\"")
            .replace("\"u\"", "\"" + U + "\"");
    return SubscribeParser.parse("eth", Buffer.buffer("[\"logs\"," + json + "]"));
  }

  private static LogFilter filter(String filter) throws RpcException {
    return ((EthTopic.Logs) subscription(filter).topic()).filter();
  }

  /** Writes addresses and topics with upper-case digits. */
  private static String upperCase(String filter) {
    return filter
        .replace("'A'", "'0x" + "AA".repeat(20) + "'")
        .replace("'t'", "'0X" + "CC".repeat(32) + "'")
        .replaceAll("^t$", "0x" + "CC".repeat(32));
  }

  private static EthLog log(List<String> topics) {
    return new EthLog(A, topics, T, 16, 0, false);
  }
}
