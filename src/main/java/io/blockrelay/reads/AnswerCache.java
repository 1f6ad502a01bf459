package io.blockrelay.reads;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Read.Sharing;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes equal questions one, and keeps the answers for as long as {@link Sharing} allows. What a
 * node refused or does not have is not kept, nor an empty list: the next node, or the same one in a
 * moment, may know better.
 *
 * <p>Belongs to one event loop, on which the answers must come, too.
 */
public final class AnswerCache {
  /** What an entry costs beside its bytes. */
  private static final int ENTRY_BYTES = 200;

  private static final Set<Buffer> NOTHING = Set.of(Buffer.buffer("null"), Buffer.buffer("[]"));

  private final Map<Question, Future<Answer>> asked = new HashMap<>();
  private final Cache<Buffer, Answer> fixed;

  /** Answers that hold while {@link #tip} is the newest block. */
  private final Cache<Buffer, Answer> current;

  private Tip tip = Tip.NONE;

  /** A question in flight. Whoever knows of a later block is not served with an earlier one's. */
  private record Question(Read read, Tip tip) {}

  /**
   * @param bytesMax what the kept questions and answers may take; those least likely to be asked
   *     for again go first
   */
  public AnswerCache(long bytesMax) {
    this.fixed = cache(bytesMax / 2);
    this.current = cache(bytesMax / 2);
  }

  /**
   * Gives an answer that is kept or under way, or else has the question asked.
   *
   * @param newest the block that the answer must know of
   * @param ask asks a node; not called when the answer is had otherwise
   */
  public Future<Answer> answer(Read read, Tip newest, Supplier<Future<Answer>> ask) {
    if (read.sharing() == Sharing.ALONE) {
      return ask.get();
    }
    advance(newest);
    Cache<Buffer, Answer> kept = keeper(read.sharing());
    Answer known = kept == null ? null : kept.getIfPresent(read.request());
    if (known != null) {
      return Future.succeededFuture(known);
    }
    Question question = new Question(read, newest);
    Future<Answer> underWay = asked.get(question);
    return underWay == null ? ask(question, ask) : underWay;
  }

  private Future<Answer> ask(Question question, Supplier<Future<Answer>> ask) {
    Future<Answer> answer = ask.get();
    asked.put(question, answer);
    return answer
        .onComplete(answered -> asked.remove(question))
        .onSuccess(given -> keep(question, given));
  }

  private void keep(Question question, Answer answer) {
    Sharing sharing = question.read().sharing();
    Cache<Buffer, Answer> keeper = keeper(sharing);
    boolean outdated = sharing == Sharing.UNTIL_NEXT_BLOCK && !question.tip().equals(tip);
    if (keeper != null && !outdated && !answer.refused() && !NOTHING.contains(answer.json())) {
      keeper.put(question.read().request(), answer);
    }
  }

  private void advance(Tip newest) {
    if (!newest.equals(tip)) {
      tip = newest;
      current.invalidateAll();
    }
  }

  private @Nullable Cache<Buffer, Answer> keeper(Sharing sharing) {
    return switch (sharing) {
      case FIXED -> fixed;
      case UNTIL_NEXT_BLOCK -> current;
      case WHILE_ASKED, ALONE -> null;
    };
  }

  private static Cache<Buffer, Answer> cache(long bytesMax) {
    return Caffeine.newBuilder()
        .maximumWeight(bytesMax)
        .weigher(
            (Buffer request, Answer answer) ->
                ENTRY_BYTES + request.length() + answer.json().length())
        // What it has to tidy up, it does at once: an event loop leaves nothing to other threads.
        .executor(Runnable::run)
        .build();
  }
}
