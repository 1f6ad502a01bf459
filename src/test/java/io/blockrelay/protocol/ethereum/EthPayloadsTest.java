package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EthPayloadsTest {
  private static final EthTx TX = new EthTx("0x1", "0x2", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"removed\":false}             | {\"a\":1,\"removed\":true}",
        "{ \"removed\" : false , \"a\":1.0 }     | { \"removed\" : true , \"a\":1.0 }",
        "{\"removed\":true}                      | {\"removed\":true}",
        "{\"removed\":null}                      | {\"removed\":true}",
        "{\"removed\":{\"removed\":false}}       | {\"removed\":true}",
        "{\"a\":{\"removed\":false}}             | {\"a\":{\"removed\":false},\"removed\":true}",
        "{\"a\":\"\\\"removed\\\":false}\" }     | {\"a\":\"\\\"removed\\\":false}\" ,\"removed\":true}",
        "{}                                      | {\"removed\":true}",
        "{\"a\":\"\u00e9}\",\"removed\":false}   | {\"a\":\"\u00e9}\",\"removed\":true}",
      })
  void marksALogAndLeavesItsOtherBytes(String log, String removed) throws IOException {
    assertThat(EthPayloads.removedLog(Buffer.buffer(log))).hasToString(removed);
  }

  @Test
  void marksALogOfGeth() throws IOException {
    Buffer log = GethMessagesTest.result("log");
    Buffer removed = EthPayloads.removedLog(log);

    assertThat(EthLog.read(removed).removed()).isTrue();
    assertThat(removed.toString().replace("\"removed\":true", "\"removed\":false"))
        .isEqualTo(log.toString());
  }

  @Test
  void takesABlockFromItsTransaction() throws IOException {
    Buffer tx =
        Buffer.buffer(
            "{\"blockHash\":\"0xa\",\"blockNumber\":\"0x1\",\"hash\":\"0x1\","
                + "\"transactionIndex\":\"0x0\",\"input\":\"0x\"}");

    assertThat(EthPayloads.pendingAgain(tx))
        .hasToString(
            "{\"blockHash\":null,\"blockNumber\":null,\"hash\":\"0x1\","
                + "\"transactionIndex\":null,\"input\":\"0x\"}");
    Buffer pending = GethMessagesTest.result("pending-full");
    assertThat(EthPayloads.pendingAgain(pending)).isEqualTo(pending);
  }

  @Test
  void wrapsTransactionsAsAlchemyDoes() {
    assertThat(EthPayloads.hash(TX)).hasToString("\"0x1\"");
    assertThat(EthPayloads.mined(Buffer.buffer("{ }"), false))
        .hasToString("{\"removed\":false,\"transaction\":{ }}");
    assertThat(EthPayloads.minedHash(TX, true))
        .hasToString("{\"removed\":true,\"transaction\":{\"hash\":\"0x1\"}}");
  }
}
