package io.evenkeel.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code update project|secret}. Source: cli.md §3. */
@Command(
    name = "update",
    description = "Update a project's Git upstream, or a secret.",
    subcommands = {UpdateCommand.Project.class, SecretCommands.Update.class})
final class UpdateCommand extends Group {

  /**
   * {@code update project NAME}: another upstream or other credentials.
   *
   * <p>As in the original, git flags count only if both user and URL are given; where they do not
   * count, a warning says so.
   */
  @Command(name = "project", description = "Change the Git upstream of a project.")
  static final class Project extends Verb {

    @Parameters(arity = "0..*", paramLabel = "PROJECTNAME", description = "The project's name")
    List<String> names = new ArrayList<>();

    @Mixin
    GitOptions git;

    @Override
    protected void run() {
      String name = EntityName.project(only(names, "PROJECTNAME"));
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("name", name);
      if (git.namesUserAndUrl()) {
        git.checkUpdate();
        body.put("gitCredentials", git.credentials());
      } else if (git.given()) {
        warn("* Warning: the git flags have no effect without both --git-user and"
            + " --git-remote-url");
      }
      attempt("Update project was unsuccessful. ", () -> api()
          .put(ApiPath.controlPlane("project").toString(), body));
      say("Project updated successfully");
    }
  }
}
