package io.evenkeel.secret;

import io.evenkeel.kit.Refusal;
import io.evenkeel.secret.Scopes.Capability;
import io.evenkeel.secret.Scopes.Scope;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets the service account of a scope read the secrets of the scope: one Role a capability, each
 * bound (secrets.md §3). Roles are always made from the secrets that are there, so a change that
 * was cut short is made good by the next. Blocking.
 */
final class ScopeAccess {

  private static final String RBAC = "rbac.authorization.k8s.io";

  private final KubernetesClient kubernetes;
  private final String namespace;

  ScopeAccess(KubernetesClient kubernetes, String namespace) {
    this.kubernetes = kubernetes;
    this.namespace = namespace;
  }

  /** Grants exactly {@code secrets}; with none left the roles of the scope go. */
  void grant(Scope scope, List<String> secrets) {
    if (secrets.isEmpty()) {
      revoke(scope);
      return;
    }
    for (int index = 0; index < scope.capabilities().size(); index++) {
      Capability capability = scope.capabilities().get(index);
      put(role(scope, capability, secrets));
      bind(binding(scope, capability, index));
    }
  }

  private void revoke(Scope scope) {
    kubernetes
        .rbac()
        .roleBindings()
        .inNamespace(namespace)
        .withLabels(Labels.of(scope.name()))
        .delete();
    kubernetes
        .rbac()
        .roles()
        .inNamespace(namespace)
        .withLabels(Labels.of(scope.name()))
        .delete();
  }

  private void put(Role wanted) {
    Resource<Role> role = kubernetes.resource(wanted);
    Role present = ours(role.get());
    if (present == null) {
      role.create();
    } else if (!wanted.getRules().equals(present.getRules())) {
      kubernetes
          .resource(new RoleBuilder(present).withRules(wanted.getRules()).build())
          .update();
    }
  }

  /** What a binding refers to can not be changed. */
  private void bind(RoleBinding wanted) {
    Resource<RoleBinding> binding = kubernetes.resource(wanted);
    RoleBinding present = ours(binding.get());
    if (present != null && present.getRoleRef().equals(wanted.getRoleRef())) {
      return;
    }
    if (present != null) {
      binding.delete();
    }
    binding.create();
  }

  private static <T extends HasMetadata> @Nullable T ours(@Nullable T present) {
    if (present != null && !Labels.isOurs(present)) {
      throw new Refusal(
          500,
          "%s %s is there already and was made by somebody else; rename one of them"
              .formatted(present.getKind(), present.getMetadata().getName()));
    }
    return present;
  }

  private Role role(Scope scope, Capability capability, List<String> secrets) {
    return new RoleBuilder()
        .withNewMetadata()
        .withName(capability.name())
        .withNamespace(namespace)
        .withLabels(Labels.of(scope.name()))
        .endMetadata()
        .withRules(new PolicyRuleBuilder()
            .withApiGroups("")
            .withResources("secrets")
            .withVerbs(capability.permissions())
            .withResourceNames(secrets)
            .build())
        .build();
  }

  /** The first binding is named as in the original, which had only one. */
  private RoleBinding binding(Scope scope, Capability capability, int index) {
    String name = (index == 0 ? scope.name() : capability.name()) + "-rolebinding";
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(Labels.of(scope.name()))
        .endMetadata()
        .withNewRoleRef(RBAC, "Role", capability.name())
        .addNewSubject("", "ServiceAccount", scope.name(), namespace)
        .build();
  }
}
