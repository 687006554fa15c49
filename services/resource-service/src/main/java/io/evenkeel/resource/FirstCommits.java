package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.jspecify.annotations.Nullable;

/**
 * Makes an empty repository a project's: takes what its upstream has, and adds the commits that
 * mark it as Keptn's (resources.md §§1, 2). Blocking.
 */
final class FirstCommits {

  private static final String OURS = "evenkeel";
  private static final String CREATION = "creation";

  private static final UpstreamHeads NOTHING = new UpstreamHeads("", new TreeMap<>(), Map.of());

  private final ResourceConfig config;
  private final UpstreamClient client;
  private final Clock clock;

  FirstCommits(ResourceConfig config, UpstreamClient client, Clock clock) {
    this.config = config;
    this.client = client;
    this.clock = clock;
  }

  /**
   * Fills {@code repository}; with an upstream, what is made is on it afterwards.
   *
   * @throws Refusal with 409 if the upstream holds a Keptn project already
   */
  void make(Repository repository, String project, @Nullable GitCredentials upstream)
      throws IOException {
    UpstreamHeads there = upstream == null ? NOTHING : client.fetch(repository, upstream);
    String branch = there.isEmpty() ? config.defaultBranch() : defaultBranch(there);
    ObjectId start = there.branch(branch);
    BranchMirror.link(repository, branch);
    if (!there.isEmpty()) {
      BranchMirror.adopt(repository, there, branch);
      refuseInitialised(repository, start);
    }
    ObjectId made = commit(repository, project, branch, start);
    if (upstream != null) {
      client.push(repository, upstream, Map.of(branch, new UpstreamClient.Move(start, made)));
      remember(repository, upstream);
    }
  }

  /** Writes the upstream into the repository's own configuration, where Git looks for it. */
  static void remember(Repository repository, GitCredentials upstream) throws IOException {
    StoredConfig settings = repository.getConfig();
    settings.setString(
        ConfigConstants.CONFIG_REMOTE_SECTION,
        Constants.DEFAULT_REMOTE_NAME,
        ConfigConstants.CONFIG_KEY_URL,
        upstream.remoteUrl());
    settings.save();
  }

  /** The URL of the upstream that {@code repository} has or had, {@code ""} for none. */
  static String remembered(Repository repository) {
    String url = repository
        .getConfig()
        .getString(
            ConfigConstants.CONFIG_REMOTE_SECTION,
            Constants.DEFAULT_REMOTE_NAME,
            ConfigConstants.CONFIG_KEY_URL);
    return url == null ? "" : url;
  }

  /** Keeps which attempt made {@code repository}, unless nobody gave it a name. */
  static void rememberCreation(Repository repository, String creation) throws IOException {
    if (!creation.isEmpty()) {
      StoredConfig settings = repository.getConfig();
      settings.setString(OURS, null, CREATION, creation);
      settings.save();
    }
  }

  /** What {@link #rememberCreation} kept, {@code ""} if nothing. */
  static String creation(Repository repository) {
    String creation = repository.getConfig().getString(OURS, null, CREATION);
    return creation == null ? "" : creation;
  }

  private String defaultBranch(UpstreamHeads there) {
    return there
        .defaultBranch(config.defaultBranch())
        .orElseThrow(() -> new Refusal(
            404,
            ("Upstream repository not found: its HEAD points to no branch and there is no branch"
                    + " %s; set its default branch")
                .formatted(config.defaultBranch())));
  }

  private void refuseInitialised(Repository repository, ObjectId head) throws IOException {
    CommitReader reader = new CommitReader(repository, config.maxRequestBytes());
    if (!reader.entry(head, Metadata.FILE).content().isEmpty()) {
      throw new Refusal(409, "Project already exists with an already initialized GIT repository");
    }
  }

  private ObjectId commit(Repository repository, String project, String branch, ObjectId start)
      throws IOException {
    PersonIdent author =
        new PersonIdent(config.authorName(), config.authorEmail(), clock.instant(), ZoneOffset.UTC);
    CommitWriter writer = new CommitWriter(repository);
    ObjectId none = ObjectId.zeroId();
    ObjectId head = start.equals(none)
        ? writer.commit(branch, none, none, "init git empty repo", List.of(), author)
        : start;
    List<TreeEdit> metadata =
        List.of(Metadata.ofProject(project, clock.instant(), config.layout()));
    return writer.commit(branch, head, head, "initialized project", metadata, author);
  }
}
