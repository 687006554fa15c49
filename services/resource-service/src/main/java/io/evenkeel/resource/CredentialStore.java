package io.evenkeel.resource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The credentials of the projects that have an upstream. Blocking. */
interface CredentialStore {

  /** The projects that have credentials. */
  Set<String> projects() throws IOException;

  /**
   * The credentials of {@code project}, empty if it has none.
   *
   * @throws IOException if they can not be read
   * @throws io.evenkeel.kit.Refusal if they were read but are none; never shows them
   */
  Optional<GitCredentials> get(String project) throws IOException;

  /** Keeps {@code credentials} in the place of former ones; they survive a crash from here on. */
  void put(String project, GitCredentials credentials) throws IOException;

  /** Forgets the credentials of {@code project} if it has any. */
  void remove(String project) throws IOException;

  /**
   * Takes over credentials that another installation wrote to {@code folder}, encrypted with the
   * key in {@code foreignKey} if that is there. Those that can't be read are kept as they are.
   */
  void adopt(Path folder, Path foreignKey) throws IOException;
}
