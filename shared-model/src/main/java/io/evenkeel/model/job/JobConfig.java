package io.evenkeel.model.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A {@code job/config.yaml} of version {@code v2}: which events start which containers.
 *
 * <p>Source: job-executor.md §4.
 *
 * @param actions in file order
 * @param hash lower-case hex SHA3-224 of the file, a label of every Job
 */
public record JobConfig(List<JobAction> actions, String hash) {

  /** Where the file lies below a service, a stage or a project. */
  public static final String RESOURCE = "job/config.yaml";

  /** The only version there is. */
  public static final String VERSION = "v2";

  public JobConfig {
    actions = List.copyOf(actions);
  }

  /**
   * Reads a file strictly: unknown and repeated keys are errors at every level.
   *
   * @throws JobConfigException with every problem found and its line
   */
  public static JobConfig parse(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    return new JobConfig(JobConfigReader.read(text), hash(file));
  }

  /** Reads a file given as text, see {@link #parse(byte[])}. */
  public static JobConfig parse(String file) {
    return parse(file.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the first action called {@code name}. */
  public Optional<JobAction> action(String name) {
    return actions.stream().filter(action -> action.name().equals(name)).findFirst();
  }

  private static String hash(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA3-224").digest(file));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA3-224", impossible);
    }
  }
}
