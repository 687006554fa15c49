package io.evenkeel.cli.check;

import static io.evenkeel.cli.check.Shape.ANY;
import static io.evenkeel.cli.check.Shape.BOOLEAN;
import static io.evenkeel.cli.check.Shape.INTEGER;
import static io.evenkeel.cli.check.Shape.TEXT;
import static io.evenkeel.cli.check.Shape.list;
import static io.evenkeel.cli.check.Shape.map;
import static io.evenkeel.cli.check.Shape.object;
import static io.evenkeel.cli.check.Shape.oneOf;
import static io.evenkeel.cli.check.Shape.someOf;
import static io.evenkeel.cli.check.Shape.text;

import io.evenkeel.model.GoDuration;
import io.evenkeel.model.remediation.Remediations;
import io.evenkeel.model.shipyard.ShipyardCheck;
import io.evenkeel.model.slo.Criterion;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * What the files look like.
 *
 * <p>Source: sequences.md §2, evaluation.md §7, prometheus.md §3, remediation.md §1,
 * job-executor.md §4, webhook.md §2.
 */
final class Shapes {

  private Shapes() {}

  static Shape shipyard() {
    Shape selector = object().with("match", map(TEXT));
    Shape trigger = object("event").with("event", TEXT).with("selector", selector);
    Shape task = object("name")
        .with("name", TEXT)
        .with("triggeredAfter", delay("the task is sent at once"))
        .with("timeout", delay("there is no limit"))
        .with("properties", ANY);
    Shape sequence = object("name", "tasks")
        .with("name", TEXT)
        .with("timeout", delay("there is no limit"))
        .with("triggeredOn", list("a trigger", trigger))
        .with("tasks", someOf("a task", task));
    Shape stage = object("name")
        .with("name", text(Shapes::entityName))
        .with("sequences", list("a sequence", sequence));
    return object("apiVersion", "spec")
        .with("apiVersion", text(Shapes::version))
        .with("kind", oneOf("Shipyard"))
        .with("metadata", map(ANY))
        .with("spec", object("stages").with("stages", someOf("a stage", stage)))
        .and(new ShipyardTriggers());
  }

  /** A Go duration; whoever reads the file takes another text for none. */
  private static Shape delay(String otherwise) {
    return (node, place, findings) -> {
      TEXT.check(node, place, findings);
      if (node instanceof ScalarNode scalar) {
        try {
          GoDuration.parse(scalar.getValue());
        } catch (IllegalArgumentException unreadable) {
          findings.warning(
              node, "%s is not a duration such as 90s or 1h30m, so %s".formatted(place, otherwise));
        }
      }
    };
  }

  static Shape slo() {
    Shape criteria = list("a group", object().with("criteria", list("a criterion", criterion())));
    Shape objective = object("sli")
        .with("sli", TEXT)
        .with("displayName", TEXT)
        .with("pass", criteria)
        .with("warning", criteria)
        .with("weight", INTEGER)
        .with("key_sli", BOOLEAN);
    Shape comparison = object()
        .with("compare_with", oneOf("single_result", "several_results"))
        .with("include_result_with_score", oneOf("pass", "pass_or_warn", "all"))
        .with("number_of_comparison_results", INTEGER)
        .with("aggregate_function", oneOf("avg", "p50", "p90", "p95"));
    return object("objectives")
        .with("spec_version", TEXT)
        .with("filter", map(TEXT))
        .with("comparison", comparison)
        .with("objectives", list("an objective", objective))
        .with("total_score", object().with("pass", percent()).with("warning", percent()));
  }

  static Shape sli() {
    return object("indicators").with("spec_version", TEXT).with("indicators", map(TEXT));
  }

  static Shape remediation() {
    Shape action = object("action")
        .with("name", TEXT)
        .with("action", TEXT)
        .with("description", TEXT)
        .with("value", ANY);
    Shape remediation = object("problemType")
        .with("problemType", TEXT)
        .with("actionsOnOpen", list("an action", action));
    return object("apiVersion", "spec")
        .with("apiVersion", oneOf(Remediations.API_VERSION))
        .with("kind", TEXT)
        .with("metadata", object().with("name", TEXT))
        .with("spec", object().with("remediations", list("a remediation", remediation)));
  }

  /** The rest is said by the model itself, which is as strict as the original. */
  static Shape job() {
    Shape action = object("name")
        .with("name", TEXT)
        .with("events", ANY)
        .with("tasks", ANY)
        .with("silent", BOOLEAN)
        .strict();
    return object("apiVersion", "actions")
        .with("apiVersion", oneOf("v2"))
        .with("actions", list("an action", action))
        .strict();
  }

  static Shape webhook() {
    Shape secret = object("name", "key").with("name", TEXT).with("key", TEXT);
    Shape variable = object("name", "secretRef").with("name", TEXT).with("secretRef", secret);
    Shape webhook = object("type", "subscriptionID", "requests")
        .with("type", TEXT)
        .with("subscriptionID", TEXT)
        .with("sendStarted", BOOLEAN)
        .with("sendFinished", BOOLEAN)
        .with("envFrom", list("a variable", variable))
        .with("requests", someOf("a request", Shapes::webhookRequest));
    return object("apiVersion", "spec")
        .with(
            "apiVersion",
            oneOf("webhookconfig.keptn.sh/v1beta1", "webhookconfig.keptn.sh/v1alpha1"))
        .with("kind", TEXT)
        .with("metadata", map(ANY))
        .with("spec", object("webhooks").with("webhooks", someOf("a webhook", webhook)));
  }

  private static void webhookRequest(Node node, String place, Findings findings) {
    if (node instanceof ScalarNode) {
      return; // A curl command, as version v1alpha1 has it.
    }
    Shape header = object("key", "value").with("key", TEXT).with("value", TEXT);
    object("url", "method")
        .with("url", TEXT)
        .with("method", oneOf("POST", "PUT", "GET", "HEAD"))
        .with("headers", list("a header", header))
        .with("payload", TEXT)
        .with("options", TEXT)
        .check(node, place, findings);
  }

  private static String version(String apiVersion) {
    return ShipyardCheck.versionProblem(apiVersion).isEmpty()
        ? ""
        : "must be spec.keptn.sh/0.2.0 or later, not \"%s\"".formatted(apiVersion);
  }

  private static String entityName(String name) {
    return ShipyardCheck.isEntityName(name)
        ? ""
        : "must start with a lower case letter and have only lower case letters, digits and"
            + " hyphens, not \"%s\"".formatted(name);
  }

  private static Shape criterion() {
    return text(criterion -> {
      try {
        Criterion.parse(criterion);
        return "";
      } catch (IllegalArgumentException unreadable) {
        return "\"%s\" cannot be read (%s); expected something like <=+10%% or <500"
            .formatted(criterion, unreadable.getMessage());
      }
    });
  }

  private static Shape percent() {
    return text(score -> score.strip().matches("\\d{1,3}(\\.\\d+)?\\s*%?")
        ? ""
        : "must be a percentage such as 90%%, not \"%s\"".formatted(score));
  }
}
