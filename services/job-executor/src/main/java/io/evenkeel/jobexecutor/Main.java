package io.evenkeel.jobexecutor;

import io.evenkeel.kit.Service;

/** Starts this service alone. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    Service.run(
        JobExecutorVerticle.SERVICE,
        platform -> new JobExecutorVerticle(platform, JobExecutorConfig.from(platform.settings())));
  }
}
