package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.Await;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.ClientDialect;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CometPostTest {
  private static final String NO_METHOD =
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}";

  private final ClientDialect dialect = new CometProtocol(List.of(), false, 0).dialects().get(0);

  @Test
  void answersWithWhatANodeSays() {
    assertThat(post("{`id`:7,`method`:`status`}")).isEqualTo(result("7"));
    assertThat(post("[{`id`:7,`method`:`status`}]")).isEqualTo(result("7"));
  }

  @Test
  void answersABatchInItsOrder() {
    assertThat(
            post(
                "[{`id`:1,`method`:`status`},{`method`:`status`},{`id`:2,`method`:`nope`},"
                    + "{`id`:`c`,`method`:`block`}]"))
        .isEqualTo("[" + result("1") + "," + NO_METHOD.formatted(2) + "," + result("\"c\"") + "]");
  }

  @Test
  void saysNothingWhereNobodyAsks() {
    assertThat(post("")).isEmpty();
    assertThat(post("[]")).isEmpty();
    assertThat(post("{`method`:`status`}")).isEmpty();
  }

  @Test
  void subscribesToNothing() {
    assertThat(post("{`id`:1,`method`:`subscribe`,`params`:{`query`:`a.b=1`}}"))
        .isEqualTo(NO_METHOD.formatted(1));
  }

  @Test
  void answersNoneOfABatchOfWhichOneIsNoRequest() {
    assertThat(post("[{`id`:1,`method`:`status`},{`id`:true,`method`:`status`}]"))
        .startsWith("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,");
    assertThat(post("[{`id`:1,`method`:`status`}"))
        .startsWith("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,");
    assertThat(post("[" + "1,".repeat(CometPost.BATCH_MAX) + "1]")).contains("a batch of more");
  }

  private String post(String body) {
    Future<Buffer> answer =
        dialect.post(
            read -> Future.succeededFuture(new Answer(false, Buffer.buffer("5"))),
            Buffer.buffer(body.replace('`', '"')));
    return Await.get(answer).toString();
  }

  private static String result(String id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":5}";
  }
}
