package io.evenkeel.shipyard;

import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the files of a project go: to the repository its creator names, to one that is made for it,
 * or to the built-in one.
 *
 * <p>Source: sequences.md §§5.3, 6.1 (deny list, provisioning).
 */
final class Upstreams {

  private static final Logger LOG = LoggerFactory.getLogger(Upstreams.class);

  private final Platform platform;
  private final UpstreamConfig config;
  private final ProvisionerClient provisioner;

  Upstreams(Platform platform, UpstreamConfig config) {
    this.platform = platform;
    this.config = config;
    this.provisioner =
        new ProvisionerClient(platform.vertx(), config.provisioner(), config.namespace());
  }

  /**
   * Where a project is kept.
   *
   * @param gitCredentials empty for the built-in repository
   * @param provisioned whether it was made for the project
   */
  record Upstream(Map<String, Object> gitCredentials, boolean provisioned) {}

  /** Makes a repository if the project comes without one and there is who makes them. */
  Future<Upstream> forNew(ProjectPayload payload) {
    if (!payload.hasCredentials() && config.provisioner().isEmpty() && config.required()) {
      throw new Refusal(400, "Could not validate payload: gitCredentials cannot be empty");
    }
    return payload.hasCredentials() || config.provisioner().isEmpty()
        ? check(payload).map(allowed -> new Upstream(payload.gitCredentials(), false))
        : provisioner.create(payload.name()).map(made -> new Upstream(made, true));
  }

  /** Refused with 422 if nobody may use this address. */
  Future<Void> check(ProjectPayload payload) {
    return payload.remoteUrl().isEmpty()
        ? Future.succeededFuture()
        : denied()
            .compose(patterns -> patterns.stream().anyMatch(isIn(payload.remoteUrl()))
                ? Future.failedFuture(new Refusal(422, "Invalid RemoteURL: " + payload.remoteUrl()))
                : Future.succeededFuture());
  }

  private Future<List<String>> denied() {
    return platform
        .vertx()
        .fileSystem()
        .exists(config.denyList())
        .compose(exists -> exists
            ? platform.vertx().fileSystem().readFile(config.denyList())
            : Future.succeededFuture())
        .map(text -> text == null ? List.of() : text.toString().lines().toList());
  }

  private static Predicate<String> isIn(String url) {
    return line -> {
      try {
        return !line.isBlank() && Pattern.compile(line.trim()).matcher(url).find();
      } catch (PatternSyntaxException malformed) {
        LOG.atWarn().addKeyValue("line", line).log("a line of the deny list is no expression");
        return false;
      }
    };
  }

  /** Gives back what was made for a project; that it can't be is no reason to keep the project. */
  Future<Void> release(String project, boolean provisioned) {
    return provisioned && !config.provisioner().isEmpty()
        ? provisioner
            .delete(project)
            .onFailure(cause -> LOG.atWarn()
                .addKeyValue("project", project)
                .setCause(cause)
                .log("the repository made for a project was not given back"))
            .otherwiseEmpty()
        : Future.succeededFuture();
  }

  /** Whether clients are not to see where a project's repository is. */
  boolean isHidden(boolean provisioned) {
    return provisioned && config.hideProvisioned();
  }

  /** What clients may see of an upstream: whoever answers for it, no secret gets further. */
  static Map<String, Object> withoutSecrets(Map<String, Object> upstream) {
    Map<String, Object> visible = new LinkedHashMap<>();
    copy(upstream, visible, "remoteURL", "user");
    Map<String, Object> https = Json.object(upstream.get("https"));
    if (!https.isEmpty()) {
      Map<String, Object> shown = new LinkedHashMap<>();
      copy(https, shown, "insecureSkipTLS");
      Map<String, Object> proxy = new LinkedHashMap<>();
      copy(Json.object(https.get("proxy")), proxy, "url", "scheme", "user");
      if (!proxy.isEmpty()) {
        shown.put("proxy", proxy);
      }
      visible.put("https", shown);
    }
    return visible;
  }

  private static void copy(Map<String, Object> from, Map<String, Object> to, String... names) {
    for (String name : names) {
      Object value = from.get(name);
      if (value != null) {
        to.put(name, value);
      }
    }
  }
}
