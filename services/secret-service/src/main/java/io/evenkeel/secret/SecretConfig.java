package io.evenkeel.secret;

import io.evenkeel.kit.Settings;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the operator may choose.
 *
 * @param store where secrets are kept
 * @param namespace of the Kubernetes Secrets
 * @param kubeconfig which cluster; {@code null} for the one this process runs in
 * @param scopes the file of scopes; {@code null} for those that ship
 * @param file of the encrypted secrets
 * @param key the encryption keys as text, {@code ""} to use {@code keyFile}; never printed
 * @param keyFile made on first use
 */
public record SecretConfig(
    Store store,
    String namespace,
    @Nullable Path kubeconfig,
    @Nullable Path scopes,
    Path file,
    String key,
    Path keyFile) {

  /** Where secrets are kept. */
  public enum Store {
    KUBERNETES,
    FILE
  }

  /** Reads the settings; the original's names work where it had one. */
  public static SecretConfig from(Settings settings) {
    Path data = Path.of(settings.text("data", "EVENKEEL_DATA"));
    String kubeconfig = settings.text("", "EVENKEEL_KUBECONFIG", "KUBECONFIG");
    String scopes = settings.text("", "EVENKEEL_SECRET_SCOPES");
    boolean cluster =
        !kubeconfig.isEmpty() || !settings.text("", "KUBERNETES_SERVICE_HOST").isEmpty();
    return new SecretConfig(
        store(settings.text("auto", "EVENKEEL_SECRET_STORE"), cluster),
        settings.text("keptn", "EVENKEEL_NAMESPACE", "POD_NAMESPACE"),
        kubeconfig.isEmpty() ? null : Path.of(kubeconfig),
        scopes.isEmpty() ? null : Path.of(scopes),
        data.resolve("secrets.json"),
        settings.text("", "EVENKEEL_SECRET_KEY"),
        Path.of(settings.text(data.resolve("secret.key").toString(), "EVENKEEL_SECRET_KEY_FILE")));
  }

  private static Store store(String choice, boolean cluster) {
    return switch (choice.toLowerCase(Locale.ROOT)) {
      case "auto" -> cluster ? Store.KUBERNETES : Store.FILE;
      case "kubernetes" -> Store.KUBERNETES;
      case "file" -> Store.FILE;
      default ->
        throw new IllegalArgumentException(
            "EVENKEEL_SECRET_STORE=%s: use kubernetes, file, or auto (a cluster where there is one)"
                .formatted(choice));
    };
  }

  @Override
  public String toString() {
    return "SecretConfig[store=%s, namespace=%s, kubeconfig=%s, scopes=%s, file=%s, keyFile=%s]"
        .formatted(store, namespace, kubeconfig, scopes, file, keyFile);
  }
}
