package io.evenkeel.kit.cluster;

import io.vertx.core.Completable;
import io.vertx.core.shareddata.AsyncMap;
import io.vertx.core.shareddata.Counter;
import io.vertx.core.shareddata.Lock;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.NodeListener;
import java.util.Map;

/** A cluster without maps, locks and counters: what processes share is in the store. */
abstract class SharesNothing implements ClusterManager {

  /** Only asked for by Vert.x's own failover, which is not used. */
  @Override
  public void nodeListener(NodeListener listener) {}

  @Override
  public <K, V> void getAsyncMap(String name, Completable<AsyncMap<K, V>> promise) {
    promise.fail(notShared());
  }

  @Override
  public <K, V> Map<K, V> getSyncMap(String name) {
    throw notShared();
  }

  @Override
  public void getLockWithTimeout(String name, long timeout, Completable<Lock> promise) {
    promise.fail(notShared());
  }

  @Override
  public void getCounter(String name, Completable<Counter> promise) {
    promise.fail(notShared());
  }

  private static UnsupportedOperationException notShared() {
    return new UnsupportedOperationException("what processes share is in the store");
  }
}
