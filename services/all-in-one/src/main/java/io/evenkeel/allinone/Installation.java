package io.evenkeel.allinone;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A running product, in one process or in many. */
interface Installation extends AutoCloseable {

  /** Base of the API, ending in {@code /api}. */
  URI api();

  URI bridge();

  String token();

  /** The file that tells clients of the cluster where it is; {@code null} inside a cluster. */
  @Nullable
  Path kubeconfig();

  boolean hasPlayground();

  Path data();

  @Override
  void close();
}
