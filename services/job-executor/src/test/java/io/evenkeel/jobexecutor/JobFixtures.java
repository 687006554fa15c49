package io.evenkeel.jobexecutor;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Files and objects the tests of jobs begin with. */
final class JobFixtures {

  /** The name of the first job of the event with {@link #ID}. */
  static final String JOB = "job-executor-service-job-0a1b2c3d-1111-4222-8333--000-001";

  static final String ID = "0a1b2c3d-1111-4222-8333-abcdefabcdef";

  private JobFixtures() {}

  static String config(String... tasks) {
    return """
        apiVersion: v2
        actions:
          - name: Check
            events: [{name: sh.keptn.event.test.triggered}]
            tasks:
        """ + String.join("", tasks);
  }

  static String task(String name, String image, String argument) {
    return """
              - name: %s
                image: %s
                args: ["%s"]
                annotations: {example.org/note: x}
        """.formatted(name, image, argument);
  }

  static Namespace namespace() {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName("keptn-jes")
        .endMetadata()
        .build();
  }

  static ConfigMap configMap() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("job-service-config")
        .endMetadata()
        .withData(Map.of(
            "keptn_api_endpoint", "http://theirs/api",
            "auth_mode", "token",
            "oauth_client_id", "",
            "oauth_scopes", "",
            "oauth_discovery", ""))
        .build();
  }

  static Secret secret() {
    String password =
        Base64.getEncoder().encodeToString("hunter2".getBytes(StandardCharsets.UTF_8));
    return new SecretBuilder()
        .withNewMetadata()
        .withName("login")
        .endMetadata()
        .withData(Map.of("password", password))
        .build();
  }

  static Job foreignJob() {
    return new JobBuilder()
        .withNewMetadata()
        .withName(JOB)
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .withNewSpec()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("c")
        .withImage("test/echo")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
