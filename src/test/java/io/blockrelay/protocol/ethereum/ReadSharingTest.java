package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.Read.Sharing;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code H} stands for a hash, {@code A} for an address. */
class ReadSharingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "eth_chainId              | []                           | FIXED",
        "net_version              | []                           | FIXED",
        "web3_sha3                | ['0x1']                      | FIXED",
        "web3_clientVersion       | []                           | WHILE_ASKED",
        "eth_getBlockByHash       | ['H',true]                   | FIXED",
        "eth_getBlockByHash       | ['0x1']                      | WHILE_ASKED",
        "eth_getTransactionByBlockHashAndIndex | ['H','0x0']     | FIXED",
        "eth_getUncleCountByBlockHash | ['H']                    | FIXED",
        "eth_getBlockReceipts     | ['H']                        | FIXED",
        "eth_getBlockReceipts     | ['0x10']                     | UNTIL_NEXT_BLOCK",
        "eth_getBlockReceipts     | ['pending']                  | WHILE_ASKED",
        "eth_getLogs              | [{'blockHash':'H'}]          | FIXED",
        "eth_getLogs              | [{'blockHash':'x'}]          | WHILE_ASKED",
        "eth_getLogs              | [{'BLOCKHASH':'H'}]          | WHILE_ASKED",
        "eth_getLogs              | [{'blockHash':'H','blockHash':'H'}] | WHILE_ASKED",
        "eth_getLogs              | [{'address':'A'}]            | UNTIL_NEXT_BLOCK",
        "eth_getLogs              | [{'fromBlock':'0x1','toBlock':'latest'}] | UNTIL_NEXT_BLOCK",
        "eth_getLogs              | [{'toBlock':'pending'}]      | WHILE_ASKED",
        "eth_getLogs              | []                           | WHILE_ASKED",
        "eth_blockNumber          | []                           | UNTIL_NEXT_BLOCK",
        "eth_gasPrice             | []                           | UNTIL_NEXT_BLOCK",
        "eth_feeHistory           | ['0x5','latest',[]]          | UNTIL_NEXT_BLOCK",
        "eth_feeHistory           | ['0x5','pending',[]]         | WHILE_ASKED",
        "eth_getBlockByNumber     | ['latest',false]             | UNTIL_NEXT_BLOCK",
        "eth_getBlockByNumber     | ['0x10',false]               | UNTIL_NEXT_BLOCK",
        "eth_getBlockByNumber     | ['pending',false]            | WHILE_ASKED",
        "eth_getBlockByNumber     | []                           | WHILE_ASKED",
        "eth_call                 | [{},'latest']                | UNTIL_NEXT_BLOCK",
        "eth_call                 | [{},{'blockHash':'H'}]       | UNTIL_NEXT_BLOCK",
        "eth_call                 | [{}]                         | WHILE_ASKED",
        "eth_getBalance           | ['A','finalized']            | UNTIL_NEXT_BLOCK",
        "eth_getStorageAt         | ['A','0x0','safe']           | UNTIL_NEXT_BLOCK",
        "eth_getTransactionCount  | ['A','latest']               | UNTIL_NEXT_BLOCK",
        "eth_getTransactionCount  | ['A','pending']              | WHILE_ASKED",
        "eth_getTransactionReceipt | ['H']                       | UNTIL_NEXT_BLOCK",
        "eth_getTransactionReceipt | [5]                         | WHILE_ASKED",
        "eth_getTransactionByHash | ['H']                        | WHILE_ASKED",
        "eth_getRawTransactionByHash | ['H']                     | FIXED",
        "eth_syncing              | []                           | WHILE_ASKED",
        "net_listening            | []                           | WHILE_ASKED",
        "trace_block              | ['0x1']                      | WHILE_ASKED",
        "eth_sendRawTransaction   | ['0x1']                      | ALONE",
      })
  void sharesAsLongAsTheAnswerHolds(String method, String params, Sharing sharing)
      throws RpcException {
    String json =
        params
            .replace('\'', '"')
            .replace("\"H\"", "\"0x" + "cc".repeat(32) + "\"")
            .replace("\"A\"", "\"0x" + "aa".repeat(20) + "\"");

    assertThat(ReadSharing.of(method, PositionalArguments.of(Buffer.buffer(json))))
        .isEqualTo(sharing);
  }

  @Test
  void hasALookAtEveryReadThatIsPassedOn() throws RpcException {
    // Those that differ from node to node, or with what waits for a block.
    String changing = "eth_getTransactionByHash|eth_syncing|net_listening|web3_clientVersion";
    for (String method : MethodPolicy.READS) {
      if (!method.matches(changing)) {
        Buffer params = Buffer.buffer(likely(method));
        assertThat(ReadSharing.of(method, PositionalArguments.of(params)))
            .as(method)
            .isNotEqualTo(Sharing.WHILE_ASKED);
      }
    }
  }

  private static String likely(String method) {
    String hash = "\"0x" + "cc".repeat(32) + "\"";
    if (method.equals("eth_getLogs")) {
      return "[{}]";
    }
    return "[" + hash + ",\"latest\",\"latest\"]";
  }
}
