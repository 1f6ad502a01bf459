package io.blockrelay;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The blocks of a {@link FakeEthNode}, and what it answers about them. Safe for any thread. */
final class FakeEthChain {
  private final Map<String, EthBlock> byHash = new ConcurrentHashMap<>();
  private final Map<String, EthBlock.Tx> pending = new ConcurrentHashMap<>();
  private volatile @Nullable EthBlock head;

  /** Knows the block, too; its chain stays what it is. */
  void know(EthBlock block) {
    byHash.put(block.hash(), block);
  }

  /** The block is the newest of the chain that its parents make. */
  void head(EthBlock block) {
    know(block);
    head = block;
  }

  void pending(EthBlock.Tx tx) {
    pending.put(tx.hash(), tx);
  }

  /** The block of that name. */
  EthBlock block(String name) {
    EthBlock known = byHash.get(EthBlock.hash(name));
    if (known == null) {
      throw new IllegalArgumentException("no block has been announced: " + name);
    }
    return known;
  }

  /** JSON; null for a method that it does not know. */
  @Nullable String answer(String method, JsonArray params) {
    return switch (method) {
      case "eth_chainId" -> "\"0x539\"";
      case "net_version" -> "\"1337\"";
      case "eth_blockNumber" -> "\"0x%x\"".formatted(head == null ? 0 : head.number());
      case "eth_getBlockByNumber", "eth_getBlockByHash" -> block(params);
      case "eth_getLogs" -> logs(params.getJsonObject(0));
      case "eth_getBlockReceipts" -> receipts(params);
      case "eth_getTransactionByHash" -> transaction(params.getString(0));
      default -> null;
    };
  }

  private String block(JsonArray params) {
    EthBlock block = find(params.getString(0));
    return block == null ? "null" : block.block(params.size() > 1 && params.getBoolean(1));
  }

  private String receipts(JsonArray params) {
    EthBlock block = find(params.getString(0));
    return block == null ? "null" : block.receipts();
  }

  private String logs(JsonObject filter) {
    List<EthBlock> blocks = new ArrayList<>();
    if (filter.containsKey("blockHash")) {
      EthBlock block = find(filter.getString("blockHash"));
      if (block != null) {
        blocks.add(block);
      }
    } else {
      long to = number(filter.getString("toBlock", "latest"));
      for (long number = number(filter.getString("fromBlock", "latest")); number <= to; number++) {
        EthBlock block = find("0x" + Long.toHexString(number));
        if (block != null) {
          blocks.add(block);
        }
      }
    }
    return "["
        + String.join(",", blocks.stream().flatMap(b -> b.logs(false).stream()).toList())
        + "]";
  }

  private String transaction(String hash) {
    for (EthBlock block = head; block != null; block = byHash.get(EthBlock.hash(block.parent()))) {
      for (EthBlock.Tx tx : block.transactions()) {
        if (tx.hash().equals(hash)) {
          return block.mined(tx);
        }
      }
    }
    EthBlock.Tx waiting = pending.get(hash);
    return waiting == null ? "null" : waiting.pending();
  }

  /** By its hash, or on the chain by its number or tag. */
  private @Nullable EthBlock find(String block) {
    if (block.length() == 66) {
      return byHash.get(block);
    }
    long number = number(block);
    EthBlock found = head;
    while (found != null && found.number() > number) {
      found = byHash.get(EthBlock.hash(found.parent()));
    }
    return found == null || found.number() != number ? null : found;
  }

  private long number(String block) {
    EthBlock newest = head;
    return block.startsWith("0x")
        ? Long.parseLong(block.substring(2), 16)
        : newest == null ? 0 : newest.number();
  }
}
