package io.evenkeel.kit.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an eye on requests over the bus.
 *
 * <p>The bus itself forgets a request once it is written to a socket: when the process at the other
 * end dies, the caller waits for its timeout. Here every process tells the sender which requests it
 * has received. A request whose receiver leaves the cluster, or that nobody has received within
 * {@link #RECEIPT}, fails at once as if nobody were there, so that it is made again elsewhere.
 */
final class Requests {

  /** Failure code of a request that reached nobody. */
  private static final int NOT_RECEIVED = 404;

  private static final Duration RECEIPT = Duration.ofSeconds(5);
  private static final Duration SWEEP = Duration.ofSeconds(1);
  private static final Duration FORGET = Duration.ofMinutes(2);
  private static final Duration IDLE_CHECK = Duration.ofMillis(50);
  private static final String SENDER = "evenkeel-sender";
  private static final String RECEIPTS = "receipts.";

  private final EventBus bus;
  private final Vertx vertx;
  private final @Nullable String node;
  private final Map<String, Sent> sent = new ConcurrentHashMap<>();
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

  private record Sent(long atNanos, @Nullable String receiver) {

    Duration age() {
      return Duration.ofNanos(System.nanoTime() - atNanos);
    }
  }

  private Requests(Vertx vertx, @Nullable String node) {
    this.vertx = vertx;
    this.bus = vertx.eventBus();
    this.node = node;
  }

  /** Counts what is unanswered; there is nobody to lose. */
  static Requests alone(Vertx vertx) {
    return new Requests(vertx, null).watch();
  }

  static Requests clustered(Vertx vertx, String node) {
    Requests requests = new Requests(vertx, node).watch();
    requests.bus.<String>consumer(RECEIPTS + node, requests::received);
    vertx.setPeriodic(SWEEP.toMillis(), tick -> requests.sweep());
    return requests;
  }

  private Requests watch() {
    bus.addOutboundInterceptor(this::outbound);
    bus.addInboundInterceptor(this::inbound);
    return this;
  }

  /** Completes when everything that was asked of this process has been answered. */
  Future<Void> idle() {
    return unanswered.isEmpty()
        ? Future.succeededFuture()
        : vertx.timer(IDLE_CHECK.toMillis(), TimeUnit.MILLISECONDS).compose(later -> idle());
  }

  /** Fails what {@code gone} had received and not answered. */
  void lost(String gone) {
    sent.forEach((replyAddress, request) -> {
      if (gone.equals(request.receiver())) {
        fail(replyAddress, Cluster.RECEIVER_LOST, gone + " left before it answered");
      }
    });
  }

  private void outbound(DeliveryContext<Object> delivery) {
    Message<Object> message = delivery.message();
    String replyAddress = message.replyAddress();
    if (replyAddress == null) {
      unanswered.remove(message.address());
    } else if (node != null && isRequest(message)) {
      message.headers().set(SENDER, node);
      sent.put(replyAddress, new Sent(System.nanoTime(), null));
    }
    delivery.next();
  }

  private void inbound(DeliveryContext<Object> delivery) {
    Message<Object> message = delivery.message();
    String replyAddress = message.replyAddress();
    if (replyAddress == null) {
      sent.remove(message.address());
    } else if (isRequest(message)) {
      unanswered.add(replyAddress);
      acknowledge(message, replyAddress);
    }
    delivery.next();
  }

  private void acknowledge(Message<Object> message, String replyAddress) {
    String sender = message.headers().get(SENDER);
    if (node == null || sender == null) {
      return;
    }
    if (sender.equals(node)) {
      markReceived(replyAddress, node);
    } else {
      bus.send(RECEIPTS + sender, node + " " + replyAddress);
    }
  }

  private void received(Message<String> receipt) {
    String[] parts = receipt.body().split(" ", 2);
    markReceived(parts[1], parts[0]);
  }

  private void markReceived(String replyAddress, String receiver) {
    sent.computeIfPresent(
        replyAddress, (address, request) -> new Sent(request.atNanos(), receiver));
  }

  private void sweep() {
    sent.forEach((replyAddress, request) -> {
      if (request.receiver() == null && request.age().compareTo(RECEIPT) > 0) {
        fail(replyAddress, NOT_RECEIVED, "nobody received the request");
      } else if (request.age().compareTo(FORGET) > 0) {
        sent.remove(replyAddress);
      }
    });
  }

  /** Answers in the place of the one that can not: the caller's future fails. */
  private void fail(String replyAddress, int code, String reason) {
    if (sent.remove(replyAddress) != null) {
      bus.send(
          replyAddress,
          new ReplyException(ReplyFailure.NO_HANDLERS, code, reason),
          new DeliveryOptions().setLocalOnly(true));
    }
  }

  private static boolean isRequest(Message<Object> message) {
    String address = Objects.requireNonNullElse(message.address(), "");
    return address.startsWith("api.") || address.startsWith("deliver.");
  }
}
