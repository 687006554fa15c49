package io.evenkeel.playground.images;

/**
 * An image reference taken apart.
 *
 * @param repository with its registry, as in {@code docker.io/alpine/helm}
 * @param tag {@code latest} unless the reference has one
 */
record ImageName(String repository, String tag) {

  private static final String DEFAULT_REGISTRY = "docker.io";

  /** Reads {@code [registry/]name[:tag][@digest]}; the digest is not looked at. */
  static ImageName parse(String reference) {
    int digest = reference.indexOf('@');
    String name = digest < 0 ? reference : reference.substring(0, digest);
    // A colon before the last slash belongs to the registry's port.
    int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    return colon < 0
        ? new ImageName(qualified(name), "latest")
        : new ImageName(qualified(name.substring(0, colon)), name.substring(colon + 1));
  }

  /** The full form of a repository name: {@code nginx} is {@code docker.io/library/nginx}. */
  static String qualified(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return DEFAULT_REGISTRY + "/library/" + name;
    }
    String first = name.substring(0, slash);
    boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
    return registry ? name : DEFAULT_REGISTRY + "/" + name;
  }
}
