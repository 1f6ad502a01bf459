package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.StartAt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FromHeightTest {
  private final FakeCometClient client = new FakeCometClient();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{`query`:`a.b=1`,`from_height`:`17`}",
        "{`from_height`:17,`query`:`a.b=1`}",
        "{`query`:`a.b=1`,`from_height`:`x`,`from_height`:`17`}",
        "[`a.b=1`,`17`]",
        "[`a.b=1`,17]"
      })
  void isWhereASubscriptionBegins(String params) {
    client.call("1", "subscribe", params);

    assertThat(client.starts).containsExactly(new StartAt.FromHeight(17));
    assertThat(client.take()).contains("subscribe a.b = 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{`query`:`a.b=1`}",
        "{`query`:`a.b=1`,`from_height`:null}",
        "{`query`:`a.b=1`,`FROM_HEIGHT`:`17`}",
        "[`a.b=1`]"
      })
  void isNowWhereNothingIsSaid(String params) {
    client.call("1", "subscribe", params);

    assertThat(client.starts).containsExactly(StartAt.LIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "``",
        "0",
        "-1",
        "`-1`",
        "1.5",
        "1e3",
        "`x`",
        "`1 `",
        "true",
        "[]",
        "{}",
        "9999999999999999999",
        "`007`"
      })
  void mustBeAHeight(String height) {
    client.call("1", "subscribe", "{`query`:`a.b=1`,`from_height`:" + height + "}");

    assertThat(client.take())
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603,\"message\":\"Internal"
                + " error\",\"data\":\"error converting json params to arguments: from_height must"
                + " be a height, as \\\"123\\\"\"}}");
    assertThat(client.starts).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[`a.b=1`,`x`]", "[`a.b=1`,null]", "[`a.b=1`,`5`,1]", "[`a.b=1`,{}]"})
  void leavesOtherArraysToTheNodesError(String params) {
    client.call("1", "subscribe", params);

    assertThat(client.take().get(0)).contains("expected 1 parameters ([query]), got ");
  }

  @Test
  void meansNothingToAnUnsubscribe() {
    client.call("1", "unsubscribe", "[`a.b=1`,`17`]");
    client.call("2", "unsubscribe", "{`query`:`a.b=1`,`from_height`:`x`}");

    assertThat(client.take().get(0)).contains("expected 1 parameters ([query]), got 2");
  }
}
