package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.blockrelay.protocol.Key;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events are written {@code type.attribute:value,value type.attribute:value}. */
class CometQueryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "tx.gas > 7 AND tx.gas < 9                   | tx.gas:8                             | true",
        "tx.gas > 7 AND tx.gas < 9                   | tx.gas:6,10                          | true",
        "transfer.amount > 7                         | transfer.amount:8stake               | true",
        "transfer.amount > 7.043                     | transfer.amount:8.045stake           | true",
        "transfer.amount > 8.045                     | transfer.amount:8.045stake           | false",
        "account.balance < 1000.0                    | account.balance:900                  | true",
        "apples.kg <= 4                              | apples.kg:4.0                        | true",
        "tx.date = DATE 2017-01-01                   | tx.date:2017-01-01                   | true",
        "tx.date = DATE 2018-01-01                   | tx.date:2017-01-01                   | false",
        "tx.time = TIME 2013-05-03T14:45:00Z         | tx.time:2018-05-03T14:45:00Z         | false",
        "tx.time > TIME 2013-05-03T14:45:00+07:00    | tx.time:2013-05-03T14:45:00Z         | true",
        "abci.owner.name CONTAINS 'Igor'             | abci.owner.name:Igor,Ivan            | true",
        "abci.owner.name CONTAINS 'Igor'             | abci.owner.name:Pavel,Ivan           | false",
        "abci.owner.name='Ivan' AND abci.owner.name='Igor' | abci.owner.name:Igor,Ivan      | true",
        "abci.owner.name='Ivan' AND abci.owner.name='John' | abci.owner.name:Igor,Ivan      | false",
        "slash EXISTS                                | slash.reason:missing_signature       | true",
        "slash EXISTS                                | transfer.recipient:a                 | false",
        "slash = ''                                  | slash.reason:missing_signature       | true",
        "slash = 'missing_signature'                 | slash.reason:missing_signature       | false",
        "foo EXISTS                                  | foo.bar.baz:1                        | false",
        "foo.bar EXISTS                              | foo.bar.baz:1                        | true",
        "foo EXISTS                                  | foo:1                                | false",
        "slash.reason EXISTS AND slash.power > 1000  | slash.reason:x slash.power:6000      | true",
        "slash.reason EXISTS AND slash.power > 1000  | slash.reason:x slash.power:500       | false",
        "big.value >= 99999999999999999999           | big.value:99999999999999999999       | true",
        "big2.floatvalue >= 18446744073709551615     | big2.floatvalue:18446744073709551615.6 | true",
        "a.b > 5                                     | a.b:-8,none                          | false",
      })
  void matchesAsANodeDoes(String query, String events, boolean matches) throws QueryException {
    assertThat(CometQuery.parse(query).matches(attributes(events))).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tm.events.name = ''",
        "tm.events.type='='",
        "tm.events.type='TIME'",
        "tx.date > TIME 2013-05-03T14:45:00+07:00",
        "cosm-wasm.transfer_amount=100",
        "hash='136E18F7E4C348B780CF873A0BF43922E5BAFA63'",
        "slashing EXISTS",
        "slashing EXISTS 'without an end",
      })
  void takesWhatANodeTakes(String query) throws QueryException {
    assertThat(CometQuery.parse(query).conditions()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tm.events.type='TIME",
        "tm.events.type==",
        "tm.events.type=NewBlock",
        "tm.events.type>'NewBlock'",
        "'NewBlock'",
        "NewBlock",
        "tm.events.type='NewBlock' AND",
        "AND tm.events.type='NewBlock'",
        "tm.events.type='NewBlock' AN",
        "tm.events.type='NewBlock' OR tm.events.type='Tx'",
        "tm.events.type='NewBlock' and tm.events.name='x'",
        "tx.date > DATE2013-05-03",
        "tx.date > DATE 20130503",
        "tx.date > DATE 0013-01-03",
        "tx.date > DATE 2013-31-03",
        "tx.time > TIME 2013-05-03T14:45:00",
        "account.balance >= -300",
        "account.balance >>= 400",
        "account.balance=33.22.1",
        "hash=136E18F7E4C348B780CF873A0BF43922E5BAFA63",
      })
  void refusesWhatANodeRefuses(String query) {
    assertThat(catchThrowable(() -> CometQuery.parse(query)))
        .isInstanceOf(QueryException.class)
        .hasMessageStartingWith("offset ");
  }

  @Test
  void isAsLongAsANodeTakes() throws QueryException {
    String longest = "a.b='" + "é".repeat(253) + "'";

    assertThat(CometQuery.parse(longest).text()).isEqualTo("a.b = '" + "é".repeat(253) + "'");
    assertThatThrownBy(() -> CometQuery.parse(longest + " "))
        .isInstanceOf(QueryException.class)
        .hasMessage("maximum query length exceeded");
  }

  @Test
  void isEqualToTheSameConditionsInOtherSpaces() throws QueryException {
    CometQuery query = CometQuery.parse("tm.event='Tx'AND a.b>=8 ");

    assertThat(CometQuery.parse(" tm.event = 'Tx' AND\ta.b >= 8"))
        .isEqualTo(query)
        .hasSameHashCodeAs(query)
        .hasToString("tm.event = 'Tx' AND a.b >= 8");
    assertThat(CometQuery.parse("tm.event='Tx' AND a.b>=8.")).isNotEqualTo(query);
  }

  @Test
  void isFoundByItsLongestString() throws QueryException {
    assertThat(keys("tm.event='Tx' AND message.module='bank' AND message.sender='cosmos1abc'"))
        .isEqualTo(Set.of(new Key("message.sender", "cosmos1abc")));
    assertThat(keys("tm.event='Tx' AND m.s='a'")).isEqualTo(Set.of(new Key("m.s", "a")));
    assertThat(keys("tm.event='Tx' AND slash='' AND a.b > 8"))
        .isEqualTo(Set.of(new Key("tm.event", "Tx")));
    assertThat(keys("tm.event EXISTS AND a.b CONTAINS 'x' AND a.b = 8")).isEmpty();
  }

  @Test
  void saysWhichEventsItConcerns() throws QueryException {
    assertThat(CometQuery.parse("tm.event='Tx' AND a.b > 8").concerns("Tx")).isTrue();
    assertThat(CometQuery.parse("tm.event='Tx' AND a.b > 8").concerns("NewBlock")).isFalse();
    assertThat(CometQuery.parse("tm.event CONTAINS 'New'").concerns("NewBlock")).isTrue();
    assertThat(CometQuery.parse("a.b > 8").concerns("NewBlock")).isTrue();
  }

  private static Set<Key> keys(String query) throws QueryException {
    return CometQuery.parse(query).keys();
  }

  private static EventAttributes attributes(String events) {
    Map<String, List<String>> attributes = new HashMap<>();
    for (String event : events.split(" ", -1)) {
      int colon = event.indexOf(':');
      attributes.put(
          event.substring(0, colon), Arrays.asList(event.substring(colon + 1).split(",", -1)));
    }
    return new EventAttributes(attributes);
  }
}
