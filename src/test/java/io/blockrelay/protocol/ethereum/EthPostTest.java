package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.ClientDialect;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EthPostTest {
  private final ClientDialect dialect = new EthereumProtocol(List.of(), false, 0).dialects().get(0);

  /** As a geth 1.17.0 answers over HTTP. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'jsonrpc':'2.0','id':1,'method':'eth_blockNumber'} | {'jsonrpc':'2.0','id':1,'result':'0x1'}",
        "[{'jsonrpc':'2.0','id':1,'method':'eth_blockNumber'}] | [{'jsonrpc':'2.0','id':1,'result':'0x1'}]",
        "{'jsonrpc':'2.0','id':1,'method':'eth_subscribe','params':['newHeads']} | {'jsonrpc':'2.0','id':1,'error':{'code':-32601,'message':'notifications not supported'}}",
        "{'jsonrpc':'2.0','id':1,'method':'eth_subscribe'} | {'jsonrpc':'2.0','id':1,'error':{'code':-32601,'message':'notifications not supported'}}",
        "{'jsonrpc':'2.0','id':1,'method':'eth_unsubscribe','params':['0x1']} | {'jsonrpc':'2.0','id':1,'error':{'code':-32000,'message':'subscription not found'}}",
        "{'jsonrpc':'2.0','method':'eth_blockNumber'} | ``",
        "[{'jsonrpc':'2.0','method':'eth_blockNumber'}] | ``",
        "`` | ``",
        "[] | {'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'empty batch'}}",
        "{'a' | {'jsonrpc':'2.0','id':null,'error':{'code':-32700,'message':'parse error'}}",
        "7 | {'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'invalid request'}}",
      })
  void answersAsGethDoes(String body, String answer) {
    Future<Buffer> answered =
        dialect.post(
            read -> Future.succeededFuture(new Answer(false, Buffer.buffer("\"0x1\""))),
            Buffer.buffer(body.replace('\'', '"')));

    assertThat(answered.result()).hasToString(answer.replace('\'', '"'));
  }
}
