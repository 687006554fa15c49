package io.evenkeel.camel.helm;

import io.evenkeel.camel.helm.HelmCommand.Operation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code helm:upgrade}, {@code install}, {@code rollback}, {@code uninstall}, {@code history},
 * {@code status}, {@code list}, {@code template}.
 */
public final class HelmComponent extends DefaultComponent {

  private final HelmRunner own = new HelmRunner();
  private HelmRunner runner = own;
  private String kubeconfig = "";

  /** Uses a runner that is shared with others and closed by them. */
  public void setRunner(HelmRunner runner) {
    this.runner = runner;
  }

  /** The cluster of endpoints that name none; default {@code KUBECONFIG} or the one we run in. */
  public void setKubeconfig(String kubeconfig) {
    this.kubeconfig = kubeconfig;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    HelmEndpoint endpoint = new HelmEndpoint(uri, this, operation(remaining), runner);
    if (!kubeconfig.isEmpty()) {
      endpoint.getConfiguration().setKubeconfig(kubeconfig);
    }
    setProperties(endpoint.getConfiguration(), parameters);
    return endpoint;
  }

  @Override
  protected void doShutdown() throws Exception {
    own.close();
    super.doShutdown();
  }

  private static Operation operation(String name) {
    return Arrays.stream(Operation.values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("helm:%s is unknown; there are %s"
            .formatted(name, Arrays.toString(Operation.values()).toLowerCase(Locale.ROOT))));
  }
}
