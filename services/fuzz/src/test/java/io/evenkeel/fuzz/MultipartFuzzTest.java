package io.evenkeel.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.gateway.http.Multipart;
import java.nio.charset.StandardCharsets;

/** Bodies of type {@code multipart/form-data}, and that type with its boundary. */
class MultipartFuzzTest {

  private static final String FIELD = "configPackage";

  @FuzzTest(maxDuration = "10m")
  void isReadOrRefused(byte[] bytes) {
    Refusals.valueUnless(
        InvalidRequest.class,
        () -> Multipart.file("multipart/form-data; boundary=b", bytes, FIELD));
    String type = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "");
    Refusals.valueUnless(InvalidRequest.class, () -> Multipart.file(type, bytes, FIELD));
  }
}
