package io.evenkeel.gateway.backup;

import io.evenkeel.kit.Blocking;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;

/** An answer that is written on a thread that waits until the client has taken what it got. */
final class ResponseStream extends OutputStream {

  private final HttpServerResponse response;

  ResponseStream(HttpServerResponse response) {
    this.response = response;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (response.closed()) {
      throw new IOException("the client has gone");
    }
    Blocking.await(response.write(Buffer.buffer().appendBytes(bytes, offset, length)));
  }
}
