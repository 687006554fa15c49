package io.evenkeel.allinone;

import io.evenkeel.allinone.mesh.LocalMesh;
import io.evenkeel.kit.DataDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** The product in many processes of this machine. */
final class MeshServer implements Installation {

  private final DataDirectory data;
  private final ServerSettings settings;
  private final LocalMesh mesh;

  private MeshServer(DataDirectory data, ServerSettings settings, LocalMesh mesh) {
    this.data = data;
    this.settings = settings;
    this.mesh = mesh;
  }

  /**
   * Starts everything and returns when it answers.
   *
   * @param live whether {@code out} shows a table that is kept up to date
   * @throws IllegalStateException or {@link IllegalArgumentException} with a sentence for the
   *     operator when that is not possible
   */
  static MeshServer start(
      Map<String, String> environment, int replicas, PrintStream out, boolean live) {
    DataDirectory data = DataDirectory.open(ServerSettings.dataDirectory(environment));
    try {
      ServerSettings settings = ServerSettings.of(environment, data.path());
      LocalMesh.Options options = new LocalMesh.Options(
          Services.names(),
          settings.forServices(null),
          data.path(),
          replicas,
          Integer.parseInt(settings.port()),
          environment.getOrDefault("EVENKEEL_STORE", ""),
          settings.kubeconfig());
      return new MeshServer(data, settings, LocalMesh.start(options, out, live));
    } catch (RuntimeException failure) {
      close(data);
      throw failure;
    }
  }

  @Override
  public URI api() {
    return settings.address(Integer.parseInt(settings.port()), "/api");
  }

  @Override
  public URI bridge() {
    return settings.address(Integer.parseInt(settings.port()), "/bridge/");
  }

  @Override
  public String token() {
    return settings.token();
  }

  @Override
  public Path kubeconfig() {
    return mesh.kubeconfig();
  }

  @Override
  public boolean hasPlayground() {
    return settings.kubeconfig() == null;
  }

  @Override
  public Path data() {
    return data.path();
  }

  @Override
  public void close() {
    mesh.close();
    close(data);
  }

  private static void close(DataDirectory data) {
    try {
      data.close();
    } catch (IOException unclosable) {
      throw new IllegalStateException("the data directory could not be closed", unclosable);
    }
  }
}
