package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An installation whose projects must come with an upstream, as the original's had to. */
class RequiredUpstreamTest {

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.with(Map.of("EVENKEEL_UPSTREAM_REQUIRED", "true"));

  @Test
  @Tag("K05")
  void aProjectWithoutCredentialsIsRefused() {
    ApiResponse answer =
        SHARED.world().createProject("shop", "apiVersion: 0.2.3\nspec: {stages: [{name: dev}]}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo("Could not validate payload: gitCredentials cannot be empty");
  }
}
