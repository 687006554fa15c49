package io.evenkeel.resource;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What paths are in commits, kept in memory. Never stale, because a commit never changes; what was
 * used longest ago goes first.
 */
final class EntryCache {

  /** Roughly what an entry takes besides its content. */
  private static final long OVERHEAD_BYTES = 250;

  private final Map<Key, ResourceEntry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private final long maxBytes;
  private long bytes;

  EntryCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized @Nullable ResourceEntry get(Key key) {
    return entries.get(key);
  }

  synchronized void put(Key key, ResourceEntry entry) {
    if (size(entry) > maxBytes) {
      return;
    }
    ResourceEntry former = entries.put(key, entry);
    bytes += size(entry) - (former == null ? 0 : size(former));
    Iterator<ResourceEntry> oldest = entries.values().iterator();
    while (bytes > maxBytes) {
      bytes -= size(oldest.next());
      oldest.remove();
    }
  }

  /** Forgets a project: another one of the same name may not see its files. */
  synchronized void removeProject(String project) {
    entries.entrySet().removeIf(cached -> {
      boolean gone = cached.getKey().project().equals(project);
      bytes -= gone ? size(cached.getValue()) : 0;
      return gone;
    });
  }

  synchronized long bytes() {
    return bytes;
  }

  private static long size(ResourceEntry entry) {
    return OVERHEAD_BYTES + entry.content().length();
  }

  /**
   * Names an entry.
   *
   * @param commit full hash
   * @param packed whether it is the folder {@code path} as an archive
   */
  record Key(String project, String commit, String path, boolean packed) {}
}
