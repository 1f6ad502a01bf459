package io.blockrelay.protocol.basalt;

import static io.blockrelay.protocol.basalt.BasaltMessage.expect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.blockrelay.protocol.UpstreamActions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Asks a validator which transactions are in a block: {@code GET /v1/blocks/{number}/transactions},
 * an array of all of them, each with the {@code blockHash} of its block. It tells them by number
 * only, so what it tells is believed when it is of this block, and as much as the block announced.
 * A relay does not have them.
 */
final class BasaltTransactions {
  private static final String ANOTHER_BLOCK = "the node has another block of that number";

  private final UpstreamActions out;

  /**
   * Once the node has told transactions, a 404 says that it does not have the block, and another
   * failure will pass. Before that, it may be a proxy that lets only the feed through.
   */
  private boolean offered;

  BasaltTransactions(UpstreamActions out) {
    this.out = out;
  }

  /** The block with its {@link Summaries#TRANSACTIONS} if they are wanted and it lacks them. */
  Future<Block> complete(Block block, Set<EventKind> kinds) {
    if (!kinds.contains(Summaries.TRANSACTIONS) || block.has(Summaries.TRANSACTIONS)) {
      return Future.succeededFuture(block);
    }
    return get(block.height())
        .compose(answer -> complete(block, answer))
        .recover(
            failure ->
                offered
                    ? Future.failedFuture(failure)
                    : requireOffered(failure).compose(yes -> Future.failedFuture(failure)));
  }

  private Future<Block> complete(Block block, Buffer answer) {
    try {
      List<TransactionSummary> transactions = read(answer, block);
      offered = true;
      int announced = announced(block);
      if (announced >= 0 && announced != transactions.size()) {
        throw new NotFoundException(ANOTHER_BLOCK);
      }
      return Future.succeededFuture(block.with(List.of(Summaries.part(block, transactions))));
    } catch (IOException | NotFoundException e) {
      return Future.failedFuture(e);
    }
  }

  /** A node of whose newest block nothing can be had offers no transactions at all. */
  private Future<Buffer> requireOffered(Throwable failure) {
    Future<Buffer> newest =
        failure instanceof NotFoundException
            ? out.get("/v1/blocks/latest").compose(block -> get(number(block)))
            : Future.failedFuture(failure);
    return newest
        .onSuccess(told -> offered = true)
        .recover(
            none ->
                Future.failedFuture(
                    Refusal.unsupported("the chain's nodes do not tell their transactions")));
  }

  private Future<Buffer> get(long number) {
    return out.get("/v1/blocks/" + number + "/transactions");
  }

  private static long number(Buffer block) {
    try {
      return BasaltBlock.readOne(block).number();
    } catch (IOException e) {
      throw new NotFoundException("a readable answer");
    }
  }

  private List<TransactionSummary> read(Buffer answer, Block block) throws IOException {
    List<TransactionSummary> transactions = new ArrayList<>();
    try (JsonParser json = BasaltMessage.JSON.createParser(answer.getBytes())) {
      expect(json.nextToken() == JsonToken.START_ARRAY, "transactions are an array");
      while (json.nextToken() == JsonToken.START_OBJECT) {
        transactions.add(readOne(json, block));
      }
      expect(json.currentToken() == JsonToken.END_ARRAY, "transactions are objects");
    }
    return transactions;
  }

  private TransactionSummary readOne(JsonParser json, Block block) throws IOException {
    String hash = "";
    String blockHash = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      boolean text = json.nextToken() == JsonToken.VALUE_STRING;
      if (field.equals("hash") && text) {
        hash = json.getText();
      } else if (field.equals("blockHash") && text) {
        blockHash = json.getText();
      } else {
        json.skipChildren();
      }
    }
    expect(!hash.isEmpty(), "a transaction has a hash");
    if (!blockHash.equals(block.hash())) {
      offered = true;
      throw new NotFoundException(ANOTHER_BLOCK);
    }
    return new TransactionSummary(hash);
  }

  /** How many transactions the feed said that the block has, -1 when it did not say. */
  private static int announced(Block block) throws IOException {
    for (Part part : block.parts()) {
      if (part.kind().equals(BasaltMessage.BLOCK)) {
        BasaltBlock announced = BasaltMessage.read(part.payload()).block();
        return announced == null ? -1 : announced.transactions();
      }
    }
    return -1;
  }
}
