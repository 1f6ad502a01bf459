package io.blockrelay.protocol.basalt;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.ResumeQuery;
import io.blockrelay.protocol.UpstreamActions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Fetches blocks that the feed did not bring: from a validator's REST interface, and from a relay,
 * which has none, by its resume.
 */
final class BasaltBackfill {
  /** The largest page that a node gives. */
  private static final int PAGE = 100;

  /** Up to here a request a block is quicker than looking for the page. */
  private static final int SINGLES_MAX = 10;

  private final UpstreamActions out;

  /** Once it has answered over REST, it is no relay. */
  private boolean hasRest;

  BasaltBackfill(UpstreamActions out) {
    this.out = out;
  }

  Future<List<Block>> fetch(long from, long to) {
    Future<List<BasaltBlock>> rest = to - from < SINGLES_MAX ? singles(from, to) : pages(from, to);
    return rest.map(this::announced).recover(noRest -> resume(from, to, noRest));
  }

  Future<Block> fetch(String hash) {
    return get("/v1/blocks/" + hash)
        .map(body -> parse(body, BasaltBlock::readOne))
        .map(block -> block.announced(out.nowMs(), BasaltMessage.newBlock(block.bytes())))
        .recover(noRest -> resumeAfter(hash, noRest));
  }

  /**
   * A relay goes on with the block after that hash, which tells its height. A validator goes on
   * wherever it is, so only a child of the block is believed.
   */
  private Future<Block> resumeAfter(String hash, Throwable noRest) {
    if (hasRest) {
      return Future.failedFuture(noRest);
    }
    List<Block> next = new ArrayList<>();
    return out.gather(ResumeQuery.after(hash), message -> ends(next, message, 0, 0))
        .compose(
            done -> {
              Block child = next.get(0);
              return child.parent().equals(hash)
                  ? Future.succeededFuture(parentOf(child))
                  : Future.failedFuture(noRest);
            },
            failure -> Future.failedFuture(noRest));
  }

  /** Good for finding one's place, not for announcing: its own parts are not known. */
  private static Block parentOf(Block child) {
    return new Block(child.height() - 1, child.parent(), "", child.receivedMs(), child.parts());
  }

  private Future<Buffer> get(String path) {
    return out.get(path).onSuccess(answer -> hasRest = true);
  }

  private Future<List<BasaltBlock>> singles(long from, long to) {
    List<Future<BasaltBlock>> requests =
        LongStream.rangeClosed(from, to).mapToObj(this::single).toList();
    return Future.all(requests).map(all -> requests.stream().map(Future::result).toList());
  }

  private Future<BasaltBlock> single(long number) {
    return get("/v1/blocks/" + number).map(body -> parse(body, BasaltBlock::readOne));
  }

  private Future<List<BasaltBlock>> pages(long from, long to) {
    // Pages count from the newest block, so where the range begins must be asked first.
    return get("/v1/blocks?page=1&pageSize=1")
        .map(body -> parse(body, BasaltBlock::readPage))
        .compose(
            newest -> {
              long tip = newest.isEmpty() ? to : newest.get(0).number();
              return pagesFrom(1 + Math.max(0, tip - to) / PAGE, from, to, new TreeMap<>());
            });
  }

  private Future<List<BasaltBlock>> pagesFrom(
      long page, long from, long to, SortedMap<Long, BasaltBlock> found) {
    return get("/v1/blocks?page=" + page + "&pageSize=" + PAGE)
        .map(body -> parse(body, BasaltBlock::readPage))
        .compose(
            blocks -> {
              blocks.stream()
                  .filter(block -> block.number() >= from && block.number() <= to)
                  .forEach(block -> found.put(block.number(), block));
              if (found.size() == to - from + 1) {
                return Future.succeededFuture(List.copyOf(found.values()));
              }
              boolean past = blocks.isEmpty() || blocks.get(blocks.size() - 1).number() <= from;
              return past ? complete(from, to, found) : pagesFrom(page + 1, from, to, found);
            });
  }

  /** Blocks that a rollback moved to a page which had been read already. */
  private Future<List<BasaltBlock>> complete(
      long from, long to, SortedMap<Long, BasaltBlock> found) {
    List<Long> missing =
        LongStream.rangeClosed(from, to)
            .filter(number -> !found.containsKey(number))
            .boxed()
            .toList();
    if (missing.size() > PAGE) {
      return Future.failedFuture(new NotFoundException("blocks " + from + " to " + to));
    }
    return Future.all(missing.stream().map(this::single).toList())
        .map(
            all -> {
              all.<BasaltBlock>list().forEach(block -> found.put(block.number(), block));
              return List.copyOf(found.values());
            });
  }

  /**
   * A relay starts at the block that was asked for; a validator ignores the wish, and nothing is
   * learnt.
   */
  private Future<List<Block>> resume(long from, long to, Throwable noRest) {
    if (hasRest) {
      return Future.failedFuture(noRest);
    }
    List<Block> replayed = new ArrayList<>();
    return out.gather(ResumeQuery.from(from), message -> ends(replayed, message, from, to))
        .compose(
            done ->
                replayed.get(0).height() == from
                    ? Future.succeededFuture(replayed)
                    : Future.failedFuture(noRest),
            failure -> Future.failedFuture(noRest));
  }

  /**
   * Collects the message's block; whether it was the last one, or the first one shows that this is
   * no replay.
   */
  private boolean ends(List<Block> replayed, Buffer message, long from, long to) {
    try {
      BasaltBlock block = BasaltMessage.read(message).block();
      if (block == null) {
        return false;
      }
      replayed.add(block.announced(out.nowMs(), message));
      return block.number() >= to || replayed.get(0).height() != from;
    } catch (IOException e) {
      return false;
    }
  }

  private List<Block> announced(List<BasaltBlock> blocks) {
    List<Block> announced = new ArrayList<>(blocks.size());
    for (BasaltBlock block : blocks) {
      announced.add(block.announced(out.nowMs(), BasaltMessage.newBlock(block.bytes())));
    }
    return announced;
  }

  private static <T> T parse(Buffer body, Reader<T> reader) {
    try {
      return reader.read(body);
    } catch (IOException e) {
      throw new NotFoundException("a readable answer");
    }
  }

  private interface Reader<T> {
    T read(Buffer body) throws IOException;
  }
}
