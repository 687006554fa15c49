package io.evenkeel.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What users and integrations notice of the API: reads, uploads, polling, the command line. */
final class ApiScenario implements Scenario {

  private final Path launcher;

  /** {@code launcher} is the command {@code evenkeel}. */
  ApiScenario(Path launcher) {
    this.launcher = launcher;
  }

  @Override
  public String name() {
    return "api";
  }

  @Override
  public String description() {
    return "500 reads/s; uploads with a local upstream; 200 integrations polling; command line";
  }

  @Override
  public List<Figure> run(Workbench bench) {
    List<Figure> figures = new ArrayList<>(new ReadLoad(bench).run());
    figures.addAll(new UploadLoad(bench).run());
    figures.addAll(new PollLoad(bench).run());
    figures.addAll(new CliStarts(launcher).run());
    return figures;
  }
}
