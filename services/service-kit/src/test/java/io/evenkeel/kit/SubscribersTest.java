package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubscribersTest {

  private static final String TYPE = "sh.keptn.event.test.triggered";

  private final Subscribers subscribers = new Subscribers();

  @Test
  void aReadThatBeganBeforeSomebodySubscribedHereDoesNotForgetThem() {
    long begun = subscribers.begin();

    subscribers.put(Subscription.of("one", TYPE));
    subscribers.replaceAll(begun, List.of());

    assertThat(subscribers.of(TYPE)).containsExactly("one");
  }

  @Test
  void aReadThatBeganBeforeSomebodyLeftDoesNotBringThemBack() {
    Subscription one = Subscription.of("one", TYPE);
    subscribers.put(one);
    long begun = subscribers.begin();

    subscribers.remove("one");
    subscribers.replaceAll(begun, List.of(one));

    assertThat(subscribers.of(TYPE)).isEmpty();
  }

  @Test
  void ofTwoReadsTheOneThatBeganLaterCounts() {
    long earlier = subscribers.begin();
    long later = subscribers.begin();

    subscribers.replaceAll(later, List.of(Subscription.of("one", TYPE)));
    subscribers.replaceAll(earlier, List.of());

    assertThat(subscribers.of(TYPE)).containsExactly("one");
  }

  @Test
  void aReadThatBeganAfterwardsReplacesEverything() {
    subscribers.put(Subscription.of("one", TYPE));

    subscribers.replaceAll(subscribers.begin(), List.of(Subscription.of("two", TYPE)));

    assertThat(subscribers.of(TYPE)).containsExactly("two");
  }
}
