package io.evenkeel.resource;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets many who want to know the same share the asking: an answer counts only for those who were
 * there before it was asked for. At most one question a project is under way and one waits.
 */
final class Freshness {

  private final Map<String, Questions> asked = new HashMap<>();

  /** Completes with a question that began no earlier than this call. */
  synchronized Future<Void> ask(String project, Supplier<Future<Void>> question) {
    Questions questions = asked.get(project);
    if (questions == null) {
      Future<Void> running = question.get();
      asked.put(project, new Questions(running, null));
      running.onComplete(ended -> next(project));
      return running;
    }
    if (questions.waiting() != null) {
      return questions.waiting();
    }
    Future<Void> waiting = questions.running().transform(ended -> question.get());
    asked.put(project, new Questions(questions.running(), waiting));
    return waiting;
  }

  private synchronized void next(String project) {
    Questions questions = asked.remove(project);
    if (questions != null && questions.waiting() != null) {
      Future<Void> running = questions.waiting();
      asked.put(project, new Questions(running, null));
      running.onComplete(ended -> next(project));
    }
  }

  /** What is being asked, and what will be asked after it. */
  private record Questions(Future<Void> running, @Nullable Future<Void> waiting) {}
}
