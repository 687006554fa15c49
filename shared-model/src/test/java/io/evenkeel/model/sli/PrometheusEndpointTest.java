package io.evenkeel.model.sli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.model.sli.PrometheusEndpoint.Credentials;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusEndpointTest {

  @Test
  void keepsThePasswordOutOfTheAddressAndOutOfMessages() {
    PrometheusEndpoint endpoint = PrometheusEndpoint.of("http://u:p%40ss@prom:9090/x", "", "");

    assertThat(endpoint.url()).hasToString("http://prom:9090/x");
    assertThat(endpoint.credentials()).contains(new Credentials("u", "p@ss"));
    assertThat(endpoint.toString()).doesNotContain("p@ss");
  }

  @Test
  void readsTheOlderFormOfTheSecret() {
    PrometheusEndpoint endpoint = PrometheusEndpoint.ofSecret(
        Map.of("prometheus-credentials", "{url: ' prom:9090', user: u, password: p}"), "shop");

    assertThat(endpoint.url()).hasToString("https://prom:9090");
    assertThat(endpoint.credentials()).contains(new Credentials("u", "p"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{url: [a]}", "not a mapping", "{url: 'a:b:c'}"})
  void namesTheSecretItCannotRead(String yaml) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PrometheusEndpoint.ofSecret(Map.of("prometheus-credentials", yaml), "shop"))
        .withMessageContaining("'prometheus-credentials-shop'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://", "http://a b|c", "http://u:secret@:80"})
  void refusesWhatIsNotAnAddressWithoutRepeatingIt(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrometheusEndpoint.of(address, "", ""))
        .withMessage("not the address of a Prometheus");
  }
}
