package io.blockrelay.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSentEventsTest {
  private static final BlockTransactions BLOCK =
      new BlockTransactions(
          7, "0xb", "0xa", List.of(new TransactionSummary("t1"), new TransactionSummary("t2")));

  @Test
  void anEventHasItsIdAndItsData() {
    assertThat(event("0xa1", "{}")).isEqualTo("id: 0xa1\ndata: {}\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0xa\ndata: forged", "0xa\r", "x\0", "a:b", "a b"})
  void anIdThatNobodyCouldResumeWithIsLeftOut(String id) {
    assertThat(event(id, "{}")).isEqualTo("data: {}\n\n");
  }

  @Test
  void dataOfSeveralLinesIsSeveralLinesWhateverEndsThem() {
    assertThat(event("1", "{\n\"a\":\r\n1\r}"))
        .isEqualTo("id: 1\ndata: {\ndata: \"a\":\ndata: 1\ndata: }\n\n");
    assertThat(event("", "\n")).isEqualTo("data: \ndata: \n\n");
    assertThat(event("", "é\r")).isEqualTo("data: é\ndata: \n\n");
  }

  @Test
  void aTransactionsIdSaysHowManyOfItsBlockHaveBeenGiven() {
    String id = ServerSentEvents.transactionId(new BlockTransactions.Each(BLOCK, 1));

    assertThat(id).isEqualTo("0xa:0xb:2");
    assertThat(event(id, "{}")).startsWith("id: 0xa:0xb:2\n");
    assertThat(after(id)).isEqualTo(new StartAt.Within("0xa", "0xb", 2));
    assertThat(after(":0xb:1")).isEqualTo(new StartAt.Within("", "0xb", 1));
  }

  @Test
  void aBlocksIdIsItsHashWhateverTheChain() {
    assertThat(after("0xa1")).isEqualTo(new StartAt.AfterHash("0xa1"));
    assertThat(after("0A1F")).isEqualTo(new StartAt.AfterHash("0A1F"));
    assertThat(after("12346")).isEqualTo(new StartAt.AfterHash("12346"));
  }

  @Test
  void theLastEventCountsMoreThanWhatTheAddressSays() {
    assertThat(ServerSentEvents.startAt(Map.of("from", "7", "lastEventId", "0xa1")))
        .isEqualTo(new StartAt.AfterHash("0xa1"));
    assertThat(ServerSentEvents.startAt(Map.of("from", "7", "lastEventId", "")))
        .isEqualTo(new StartAt.FromHeight(7));
    assertThat(ServerSentEvents.startAt(Map.of("after", "0xa1")))
        .isEqualTo(new StartAt.AfterHash("0xa1"));
    assertThat(ServerSentEvents.startAt(Map.of())).isEqualTo(StartAt.LIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0xa:0xb", "0xa:0xb:x", "0xa:0xb:-1", "0xa:0xb:9999999999", "::1", "ö"})
  void refusesAnIdThatItNeverGave(String id) {
    assertThatThrownBy(() -> after(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the last event's id is none that this stream gave");
  }

  private static String event(String id, String data) {
    return ServerSentEvents.event(id, Buffer.buffer(data)).toString();
  }

  private static StartAt after(String id) {
    return ServerSentEvents.startAt(Map.of("lastEventId", id));
  }
}
