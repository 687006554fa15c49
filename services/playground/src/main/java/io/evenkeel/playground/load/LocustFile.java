package io.evenkeel.playground.load;

import java.util.List;
import java.util.Map;

/**
 * What a locust file asks for, as far as it is understood.
 *
 * @param users the kinds of simulated users, at least one
 */
record LocustFile(List<UserClass> users) {

  /**
   * This file with every user sending to {@code host} where that is not empty.
   *
   * @throws LocustException if a user class is left without any
   */
  LocustFile withHost(String host) {
    return new LocustFile(users.stream().map(user -> user.withHost(host)).toList());
  }

  /**
   * One user class.
   *
   * @param host the class's own {@code host}; empty if it has none
   * @param weight how many of these for every one of weight 1
   * @param tasks at least one
   * @param onStart requests every user makes once, first
   */
  record UserClass(
      String name,
      String host,
      int weight,
      WaitTime waitTime,
      List<Task> tasks,
      List<Request> onStart) {

    private UserClass withHost(String override) {
      if (override.isEmpty() && host.isEmpty()) {
        throw new LocustException("error: You must specify the base host. Either in the host"
            + " attribute in the User class, or on the command line using the --host option.");
      }
      return override.isEmpty()
          ? this
          : new UserClass(name, override, weight, waitTime, tasks, onStart);
    }
  }

  /** A {@code @task(weight)} method: its requests, in order. */
  record Task(String name, int weight, List<Request> requests) {}

  /**
   * One {@code self.client.get("/path")}.
   *
   * @param name what it is called in the statistics; the path unless the file says otherwise
   * @param body empty for none
   */
  record Request(
      String method, String path, String name, Map<String, String> headers, String body) {}
}
