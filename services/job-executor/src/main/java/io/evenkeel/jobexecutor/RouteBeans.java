package io.evenkeel.jobexecutor;

import io.evenkeel.camel.helm.HelmComponent;
import io.evenkeel.camel.helm.HelmRunner;
import io.evenkeel.camel.task.TaskDispatcher;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;

/** What route files may refer to by name: the same where they run and where they are tried out. */
record RouteBeans(
    TaskDispatcher tasks,
    KubernetesClient kubernetes,
    ExecutorService workers,
    HelmRunner helm,
    String kubeconfig) {

  void bindTo(CamelContext camel) {
    camel.getRegistry().bind("tasks", tasks);
    camel.getRegistry().bind("kubernetesClient", kubernetes);
    camel.getRegistry().bind("adoptJob", new JobAdoption(kubernetes));
    camel.getRegistry().bind("awaitJob", new JobWatch(kubernetes, workers));
    camel.getRegistry().bind("collectLogs", new JobLogs(kubernetes));
    HelmComponent component = new HelmComponent();
    component.setRunner(helm);
    component.setKubeconfig(kubeconfig);
    camel.addComponent("helm", component);
  }
}
