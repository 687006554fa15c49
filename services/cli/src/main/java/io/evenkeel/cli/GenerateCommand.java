package io.evenkeel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code generate docs|cloud-events-spec|support-archive --dir D}. Source: cli.md §6. */
@Command(
    name = "generate",
    description = "Write documentation, or what somebody needs who helps you.",
    subcommands = {
      GenerateCommand.Docs.class,
      GenerateCommand.CloudEvents.class,
      SupportArchiveCommand.class
    })
final class GenerateCommand extends Group {

  /** {@code generate docs}: this command line's reference. */
  @Command(name = "docs", description = "Write the reference of all commands, cli.md.")
  static final class Docs extends Verb {

    @Option(
        names = "--dir",
        defaultValue = "./docs",
        paramLabel = "DIR",
        description = "Where to (${DEFAULT-VALUE})")
    Path folder = Path.of("docs");

    @Override
    protected void run() {
      Path file = write(folder, "cli.md", CliReference.of(spec.root().commandLine()));
      say("Successfully generated " + file);
    }
  }

  /** {@code generate cloud-events-spec}: the events this command line sends, as examples. */
  @Command(name = "cloud-events-spec", description = "Write examples of Keptn's events.")
  static final class CloudEvents extends Verb {

    @Option(
        names = "--dir",
        defaultValue = "./cloud-events-spec",
        paramLabel = "DIR",
        description = "Where to (${DEFAULT-VALUE})")
    Path folder = Path.of("cloud-events-spec");

    @Override
    protected void run() {
      Path file = write(folder, "cloudevents.md", EventExamples.markdown());
      say("Successfully generated " + file);
    }
  }

  static Path write(Path folder, String name, String text) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      return Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw new CommandFailure(
          "%s could not be written: %s; choose another folder with --dir"
              .formatted(file, unwritable),
          unwritable);
    }
  }
}
