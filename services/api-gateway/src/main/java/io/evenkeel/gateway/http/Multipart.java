package io.evenkeel.gateway.http;

import io.evenkeel.gateway.contract.InvalidRequest;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;

/** Takes the file out of a {@code multipart/form-data} body that is in memory. */
public final class Multipart {

  private Multipart() {}

  /**
   * The bytes of the file in form field {@code field}.
   *
   * @param contentType the request's, with its boundary
   * @throws InvalidRequest if the body is not multipart, or has no such file
   */
  public static byte[] file(String contentType, byte[] body, String field) {
    FullHttpRequest request = new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
    HttpPostMultipartRequestDecoder decoder = null;
    try {
      request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
      if (!HttpPostRequestDecoder.isMultipart(request)) {
        throw unreadable("its type names no boundary");
      }
      decoder = new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), request);
      for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
        if (part instanceof FileUpload file && part.getName().equals(field)) {
          return file.get();
        }
      }
    } catch (InvalidRequest refused) {
      throw refused;
    } catch (IOException | RuntimeException malformed) {
      // Some of what is malformed only makes the decoder stumble, over an index for example.
      throw unreadable(String.valueOf(malformed.getMessage()));
    } finally {
      if (decoder != null) {
        decoder.destroy();
      }
    }
    throw InvalidRequest.required(field, "formData");
  }

  private static InvalidRequest unreadable(String reason) {
    return InvalidRequest.bad("the multipart body can not be read: " + reason);
  }
}
