package io.evenkeel.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kubernetes' own library wrote when it was executed. */
class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "1,1",
    "500m,500m",
    "0.5,500m",
    "1000m,1",
    "1024Mi,1Gi",
    "512Mi,512Mi",
    "0.5Gi,512Mi",
    "1.5Gi,1536Mi",
    "1000M,1G",
    "1500M,1500M",
    "0Mi,0",
    "-1.5Gi,-1536Mi",
    ".5,500m",
    "1n,1n",
    "0.0000000001,1n",
    "1e3,1e3",
    "1e-3,1e-3",
    "1.0,1",
    "0.1Ki,102400m",
    "1023Ki,1023Ki",
    "1000Ki,1000Ki",
    "1.5m,1500u",
    "12E,12E",
    "1e18,1e18",
    "128974848000m,128974848"
  })
  void writesTheCanonicalForm(String written, String canonical) {
    assertThat(Quantity.parse(written).canonical()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lots", "", "1 ", "1..2", "1K", "1mi", "1e", "1Mi5", "1e1e1"})
  void refusesWhatIsNoQuantity(String text) {
    assertThatThrownBy(() -> Quantity.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
