package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Blocks for tests: block n of branch {@code a} has the hash {@code 0xa00…n}. */
final class EthChain {
  static final String ZERO_BLOOM = "0x" + "00".repeat(256);
  static final String BLOOM = "0x" + "01".repeat(256);

  private EthChain() {}

  static String hash(char branch, long number) {
    return "0x" + branch + "%063x".formatted(number);
  }

  static String header(char branch, long number, String bloom) {
    return "{\"parentHash\":\"%s\",\"logsBloom\":\"%s\",\"number\":\"0x%x\",\"hash\":\"%s\"}"
        .formatted(hash(branch, number - 1), bloom, number, hash(branch, number));
  }

  static String header(long number) {
    return header('a', number, ZERO_BLOOM);
  }

  static Block block(char branch, long number, String bloom, Part... more) {
    Buffer header = Buffer.buffer(header(branch, number, bloom));
    return new Block(
            number,
            hash(branch, number),
            hash(branch, number - 1),
            0,
            List.of(new Part(EthKinds.HEAD, header)))
        .with(List.of(more));
  }

  static String log(char branch, long number, long index) {
    return "{\"address\":\"0x%040x\",\"topics\":[],\"blockHash\":\"%s\",\"logIndex\":\"0x%x\",\"removed\":false}"
        .formatted(7, hash(branch, number), index);
  }

  static String tx(long hash, char branch, long number) {
    return "{\"blockHash\":\"%s\",\"from\":\"0x%040x\",\"hash\":\"%s\",\"to\":null}"
        .formatted(hash(branch, number), 9, hash('c', hash));
  }

  static String pendingTx(long hash) {
    return "{\"blockHash\":null,\"from\":\"0x%040x\",\"hash\":\"%s\",\"to\":null}"
        .formatted(9, hash('c', hash));
  }

  static String receipt(char branch, long number, String logs) {
    return "{\"blockHash\":\"%s\",\"logs\":[%s]}".formatted(hash(branch, number), logs);
  }

  static String blockOf(char branch, long number, String transactions) {
    return "{\"hash\":\"%s\",\"transactions\":[%s]}".formatted(hash(branch, number), transactions);
  }
}
