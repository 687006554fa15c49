package io.evenkeel.allinone;

import io.evenkeel.approval.ApprovalVerticle;
import io.evenkeel.gateway.GatewayConfig;
import io.evenkeel.gateway.GatewayVerticle;
import io.evenkeel.jobexecutor.JobExecutorConfig;
import io.evenkeel.jobexecutor.JobExecutorVerticle;
import io.evenkeel.kit.Service;
import io.evenkeel.lighthouse.LighthouseVerticle;
import io.evenkeel.prometheus.PrometheusVerticle;
import io.evenkeel.remediation.RemediationVerticle;
import io.evenkeel.resource.ResourceVerticle;
import io.evenkeel.secret.SecretVerticle;
import io.evenkeel.shipyard.ShipyardVerticle;
import java.util.List;
import java.util.Optional;

/** All services there are, each startable in a process of its own, the gateway last. */
final class Services {

  /** The service that clients of the API reach. */
  static final String GATEWAY = "api-gateway";

  static final List<Service> ALL = List.of(
      Service.of("resource-service", ResourceVerticle::new).keepingFiles(),
      Service.of("secret-service", SecretVerticle::new).keepingFiles(),
      Service.of("shipyard-controller", ShipyardVerticle::new),
      Service.of("approval-service", ApprovalVerticle::new),
      Service.of("remediation-service", RemediationVerticle::new),
      Service.of("lighthouse-service", LighthouseVerticle::new),
      Service.of("prometheus-service", PrometheusVerticle::new),
      Service.of(
          "job-executor",
          platform ->
              new JobExecutorVerticle(platform, JobExecutorConfig.from(platform.settings()))),
      Service.of(
          GATEWAY,
          platform -> new GatewayVerticle(platform, GatewayConfig.from(platform.settings()))));

  private Services() {}

  static Optional<Service> named(String name) {
    return ALL.stream().filter(service -> service.name().equals(name)).findFirst();
  }

  static List<String> names() {
    return ALL.stream().map(Service::name).toList();
  }
}
