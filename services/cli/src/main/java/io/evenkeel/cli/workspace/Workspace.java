package io.evenkeel.cli.workspace;

import io.evenkeel.cli.CommandFailure;
import io.evenkeel.model.shipyard.Shipyard;
import io.evenkeel.model.shipyard.StageDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder that holds all of a project:
 *
 * <pre>
 * shipyard.yaml                     its stages and sequences
 * project/…                         files of the project
 * services/SERVICE/…                files of a service, in every stage
 * stages/STAGE/project/…            files of a stage
 * stages/STAGE/services/SERVICE/…   files of a service in a stage; they win over services/
 * </pre>
 *
 * @param services sorted names
 */
record Workspace(String shipyard, List<String> services, List<ResourceFile> files) {

  private static final String PROJECT = "project";
  private static final String SERVICES = "services";
  private static final String STAGES = "stages";

  Workspace {
    services = List.copyOf(services);
    files = List.copyOf(files);
  }

  /** Reads a folder. */
  static Workspace read(Path folder) {
    Path shipyardFile = folder.resolve("shipyard.yaml");
    if (!Files.isRegularFile(shipyardFile)) {
      throw new CommandFailure("there is no file %s; a project's folder begins with its shipyard"
          .formatted(shipyardFile));
    }
    String shipyard = new String(bytes(shipyardFile), StandardCharsets.UTF_8);
    List<String> stages = stages(shipyard, shipyardFile);
    refuseUnknown(folder.resolve(STAGES), stages);
    refuseMisplaced(folder, stages);
    TreeSet<String> services = new TreeSet<>(names(folder.resolve(SERVICES)));
    List<ResourceFile> files = new ArrayList<>(files(folder.resolve(PROJECT), "", ""));
    for (String stage : stages) {
      Path own = folder.resolve(STAGES).resolve(stage);
      files.addAll(files(own.resolve(PROJECT), stage, ""));
      services.addAll(names(own.resolve(SERVICES)));
      files.addAll(ofServices(folder, own, stage));
    }
    return new Workspace(shipyard, new ArrayList<>(services), files);
  }

  private static List<String> stages(String shipyard, Path file) {
    try {
      return Shipyard.parse(shipyard).stages().stream()
          .map(StageDefinition::name)
          .toList();
    } catch (IllegalArgumentException malformed) {
      throw new CommandFailure(
          "%s is no shipyard: %s".formatted(file, malformed.getMessage()), malformed);
    }
  }

  private static void refuseUnknown(Path folder, List<String> stages) {
    for (String name : names(folder)) {
      if (!stages.contains(name)) {
        throw new CommandFailure("%s is for a stage that the shipyard does not have; it has %s"
            .formatted(folder.resolve(name), String.join(", ", stages)));
      }
    }
  }

  /** Files where nobody looks for them would be left out without a word. */
  private static void refuseMisplaced(Path folder, List<String> stages) {
    for (String stage : stages) {
      if (Files.isDirectory(folder.resolve(stage))) {
        throw misplaced(folder.resolve(stage), folder.resolve(STAGES).resolve(stage));
      }
      Path own = folder.resolve(STAGES).resolve(stage);
      for (String name : names(own)) {
        if (!name.equals(PROJECT) && !name.equals(SERVICES)) {
          throw misplaced(own.resolve(name), own);
        }
      }
    }
  }

  private static CommandFailure misplaced(Path place, Path stage) {
    return new CommandFailure(
        "%s is not looked at; the files of a stage go to %s, those of a service"
                .formatted(place, stage.resolve(PROJECT))
            + " to " + stage.resolve(SERVICES).resolve("SERVICE"));
  }

  private static List<ResourceFile> ofServices(Path folder, Path own, String stage) {
    List<ResourceFile> files = new ArrayList<>();
    for (String service : names(own.resolve(SERVICES))) {
      files.addAll(files(own.resolve(SERVICES).resolve(service), stage, service));
    }
    for (String service : names(folder.resolve(SERVICES))) {
      files(folder.resolve(SERVICES).resolve(service), stage, service).stream()
          .filter(file -> files.stream().noneMatch(other -> other.label().equals(file.label())))
          .toList()
          .forEach(files::add);
    }
    return files;
  }

  private static List<ResourceFile> files(Path folder, String stage, String service) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .sorted()
          .map(file -> new ResourceFile(
              stage,
              service,
              folder.relativize(file).toString().replace('\\', '/'),
              Base64.getEncoder().encodeToString(bytes(file))))
          .toList();
    } catch (IOException unreadable) {
      throw unreadable(folder, unreadable);
    }
  }

  private static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory)
          .map(entry -> String.valueOf(entry.getFileName()))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw unreadable(folder, unreadable);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw unreadable(file, unreadable);
    }
  }

  private static CommandFailure unreadable(Path place, IOException cause) {
    return new CommandFailure("%s could not be read: %s".formatted(place, cause), cause);
  }
}
