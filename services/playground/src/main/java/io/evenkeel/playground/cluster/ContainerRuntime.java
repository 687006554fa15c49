package io.evenkeel.playground.cluster;

/** Runs the containers of the images it knows; all in this JVM. Called on the cluster's context. */
public interface ContainerRuntime {

  /**
   * Whether {@link #start} can run {@code image}; a pod with another one ends up in
   * {@code ImagePullBackOff}.
   *
   * @param image the reference as the pod spec has it, for example {@code alpine/helm:3.7.2}
   */
  boolean knows(String image);

  /**
   * Starts a container and returns at once, without blocking; anything slow goes to other threads.
   * An exception is reported in the pod's status as {@code ContainerCannotRun}, exit code 128, with
   * its message.
   */
  Container start(ContainerRequest request);
}
