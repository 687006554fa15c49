package io.evenkeel.playground.images;

import io.evenkeel.playground.cluster.ContainerRequest;
import java.util.List;
import java.util.stream.Stream;

/** What an image with one program in it is asked to run. */
public final class EntryPoint {

  private EntryPoint() {}

  /**
   * The arguments for {@code program}, which is the image's entry point.
   *
   * @throws IllegalArgumentException if the pod's command names another program, such as a shell
   */
  public static List<String> arguments(ContainerRequest request, String program) {
    List<String> command = request.command().isEmpty() ? List.of(program) : request.command();
    String name = command.get(0);
    if (!name.substring(name.lastIndexOf('/') + 1).equals(program)) {
      throw new IllegalArgumentException(
          "exec: \"%s\": executable file not found in $PATH: the playground's %s has only %s"
              .formatted(name, request.image(), program));
    }
    return Stream.concat(command.stream().skip(1), request.args().stream()).toList();
  }
}
