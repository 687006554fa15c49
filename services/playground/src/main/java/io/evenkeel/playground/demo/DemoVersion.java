package io.evenkeel.playground.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A released version of the demo service.
 *
 * @param tag the image's tag
 * @param serviceTime how long one request keeps a worker busy
 */
record DemoVersion(String tag, Duration serviceTime) {

  private static final Map<String, Duration> RELEASED = new LinkedHashMap<>();

  static {
    RELEASED.put("v0.1.0", Duration.ofMillis(80));
    RELEASED.put("v0.1.1", Duration.ofMillis(80));
    // The one that a quality gate has to stop.
    RELEASED.put("v0.1.2", Duration.ofMillis(400));
    RELEASED.put("v0.1.3", Duration.ofMillis(60));
  }

  static Set<String> tags() {
    return RELEASED.keySet();
  }

  /** The version an image reference ends with. */
  static DemoVersion ofImage(String image) {
    String tag = image.substring(image.lastIndexOf(':') + 1);
    Duration serviceTime = RELEASED.get(tag);
    if (serviceTime == null) {
      throw new IllegalArgumentException(
          "%s has no known version; there are %s".formatted(image, tags()));
    }
    return new DemoVersion(tag, serviceTime);
  }
}
