package io.evenkeel.resource;

import java.io.File;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * JGit with the server's settings in the place of the machine's and the user's: what a person has
 * configured for themselves must not change how the server stores files, and the server writes
 * nothing there.
 */
final class JGitEnvironment extends SystemReader.Delegate {

  private static final Duration COARSEST_FILE_TIME = Duration.ofSeconds(2);

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
    return new ServerConfig(parent, files);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS files) {
    return new ServerConfig(parent, files);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS files) {
    return new ServerConfig(parent, files);
  }

  /** Lives in memory only. What is acknowledged is on the disk. */
  private static final class ServerConfig extends FileBasedConfig {

    ServerConfig(Config parent, FS files) {
      super(parent, new File("none"), files);
      setBoolean("core", null, "fsyncObjectFiles", true);
      setBoolean("core", null, "fsyncRefFiles", true);
    }

    /** JGit would measure for seconds how exact file times are; the coarsest disks are assumed. */
    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long fallback, TimeUnit unit) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? unit.convert(COARSEST_FILE_TIME)
          : super.getTimeUnit(section, subsection, name, fallback, unit);
    }

    @Override
    public void load() {
      // There is no file.
    }

    @Override
    public void save() {
      // Nothing to keep.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
