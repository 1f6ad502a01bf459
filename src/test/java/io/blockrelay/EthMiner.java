package io.blockrelay;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes blocks of some transactions, with logs of some addresses and topics. */
final class EthMiner {
  private final Random random;
  private int lastTransaction;

  EthMiner(Random random) {
    this.random = random;
  }

  EthBlock block(long number, String branch, String parent) {
    List<String> transactions = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      transactions.add("%d:a>b[%s]".formatted(++lastTransaction, logs()));
    }
    return EthBlock.of(number + branch, parent, transactions.toArray(String[]::new));
  }

  /** One to three, each of an address and perhaps with topics. */
  private String logs() {
    List<String> logs = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String address = String.valueOf("abcdef".charAt(random.nextInt(6)));
      logs.add(random.nextInt(5) == 0 ? address : address + "/" + random.nextInt(7) + "/8");
    }
    return String.join("+", logs);
  }
}
