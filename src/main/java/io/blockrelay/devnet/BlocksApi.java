package io.blockrelay.devnet;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The REST interface, in the shapes of a Basalt node (its {@code RestApiEndpoints.cs}); where that
 * answers 404 without a body, this one says what is missing. Confined to its devnet's event loop.
 */
final class BlocksApi {
  static final int PAGE_SIZE_DEFAULT = 20;
  static final int PAGE_SIZE_MAX = 100;

  private static final String BLOCKS = "/v1/blocks";
  private static final Pattern TRANSACTIONS = Pattern.compile(BLOCKS + "/([^/]*)/transactions");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern HASH = Pattern.compile("(?:0x)?([0-9a-fA-F]{64})");

  private final DevnetChain chain;
  private final RecentHashes hashes;

  BlocksApi(DevnetChain chain) {
    this.chain = chain;
    this.hashes = new RecentHashes(chain);
  }

  /** Answers a request from the chain as it is at a time, with a tip at that height. */
  Answer answer(HttpServerRequest request, long tip, long nowMs) {
    String path = request.path();
    Matcher transactions = TRANSACTIONS.matcher(path);
    if (path.equals("/v1/health")) {
      return health(tip, nowMs);
    } else if (path.equals(BLOCKS)) {
      return page(request.getParam("page"), request.getParam("pageSize"), tip);
    } else if (transactions.matches()) {
      return transactions(transactions.group(1), tip);
    } else if (path.startsWith(BLOCKS + "/")) {
      return block(path.substring(BLOCKS.length() + 1), tip);
    }
    return Answer.error(404, "There is nothing at this path.");
  }

  private Answer health(long tip, long nowMs) {
    double ageSeconds = tip < 0 ? -1 : (nowMs - chain.dueMs(tip)) / 1000.0;
    return Answer.ok(
        new JsonObject()
            .put("status", "healthy")
            .put("lastBlockNumber", Math.max(0, tip))
            .put("lastBlockAgeSeconds", ageSeconds));
  }

  private Answer block(String id, long tip) {
    boolean byHash = HASH.matcher(id).matches();
    if (!byHash && !id.equals("latest") && !NUMBER.matcher(id).matches()) {
      return Answer.error(400, "Invalid block identifier. Provide a block number or hash.");
    }
    Optional<DevnetBlock> found = byHash ? byHash(id, tip) : chain.find(tip, number(id, tip));
    return found.map(block -> Answer.ok(block.restJson())).orElseGet(BlocksApi::noSuchBlock);
  }

  private Answer transactions(String number, long tip) {
    if (!NUMBER.matcher(number).matches()) {
      return Answer.error(400, "Invalid block number.");
    }
    return chain
        .find(tip, Long.parseLong(number))
        .map(block -> Answer.ok(DevnetTransaction.restJson(block)))
        .orElseGet(BlocksApi::noSuchBlock);
  }

  private static Answer noSuchBlock() {
    return Answer.error(404, "There is no such block among those that are kept.");
  }

  private static long number(String id, long tip) {
    return id.equals("latest") ? tip : Long.parseLong(id);
  }

  private Optional<DevnetBlock> byHash(String id, long tip) {
    String digits = id.startsWith("0x") ? id.substring(2) : id;
    String hash = "0x" + digits.toLowerCase(Locale.ROOT);
    // The index also knows orphans; only what stands on the chain now is an answer.
    return Optional.ofNullable(hashes.numberOf(hash, tip))
        .flatMap(number -> chain.find(tip, number))
        .filter(block -> block.hash().equals(hash));
  }

  private Answer page(@Nullable String pageText, @Nullable String sizeText, long tip) {
    try {
      int page = Math.max(1, integer(pageText, 1));
      int size = Math.min(Math.max(1, integer(sizeText, PAGE_SIZE_DEFAULT)), PAGE_SIZE_MAX);
      long newest = tip - (page - 1L) * size;
      JsonArray items = new JsonArray();
      LongStream.range(0, size)
          .map(age -> newest - age)
          .takeWhile(number -> number >= chain.oldestKept(tip))
          .mapToObj(number -> chain.find(tip, number))
          .forEach(block -> block.ifPresent(each -> items.add(each.restJson())));
      return Answer.ok(
          new JsonObject()
              .put("items", items)
              .put("page", page)
              .put("pageSize", size)
              .put("totalItems", tip - chain.oldestKept(tip) + 1));
    } catch (NumberFormatException notANumber) {
      return Answer.error(400, "page and pageSize are whole numbers.");
    }
  }

  private static int integer(@Nullable String text, int otherwise) {
    return text == null ? otherwise : Integer.parseInt(text);
  }

  /** A status and a JSON body. */
  record Answer(int status, String body) {
    static Answer ok(JsonObject body) {
      return new Answer(200, body.encode());
    }

    static Answer ok(JsonArray body) {
      return new Answer(200, body.encode());
    }

    static Answer error(int status, String message) {
      JsonObject body = new JsonObject().put("code", status).put("message", message);
      return new Answer(status, body.encode());
    }
  }
}
