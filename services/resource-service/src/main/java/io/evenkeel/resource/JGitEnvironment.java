package io.evenkeel.resource;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * JGit without the machine's and the user's Git settings: what a person has configured for
 * themselves must not change how the server stores files, and the server writes nothing there.
 */
final class JGitEnvironment extends SystemReader.Delegate {

  private JGitEnvironment(SystemReader machine) {
    super(machine);
  }

  /** Takes effect for the whole process. */
  static synchronized void isolate() {
    SystemReader reader = SystemReader.getInstance();
    if (!(reader instanceof JGitEnvironment)) {
      SystemReader.setInstance(new JGitEnvironment(reader));
    }
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS files) {
    return new NoConfig(parent, files);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS files) {
    return new NoConfig(parent, files);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS files) {
    return new NoConfig(parent, files);
  }

  private static final class NoConfig extends FileBasedConfig {

    NoConfig(Config parent, FS files) {
      super(parent, new File("none"), files);
    }

    @Override
    public void load() {
      // There is none.
    }

    @Override
    public void save() {
      // JGit would remember measurements of the disk; it measures again instead.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
