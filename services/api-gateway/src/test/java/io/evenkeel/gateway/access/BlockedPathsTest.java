package io.evenkeel.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockedPathsTest {

  @ParameterizedTest
  @CsvSource({
    "POST, /api/mongodb-datastore/event",
    "PUT, /api//mongodb-datastore/event/",
    "DELETE, /api/mongodb-datastore%2Fevent",
    "GET, /api/mongodb-datastore/health",
    "DELETE, /api/controlPlane/v1/log",
    "DELETE, /api/controlPlane/v1/log?x",
    "GET, /api/resource-service/v1/project",
    "POST, /API/Resource-Service/v1/PROJECT",
    "PUT, /api/resource-service/v1/project/shop",
    "POST, /api/configuration-service/v1/project/shop/stage",
    "DELETE, /api/resource-service/v1/project/shop/stage/dev",
    "POST, /api/resource-service/v1/project/shop/stage/dev/service",
    "DELETE, /api/resource-service/v1//project/shop/stage/dev/service/cart",
    "GET, /api/resource-service/v1/project/shop/service/cart/resource",
    "GET, /api/resource-service/v1/project/shop/service/cart/resource/a/b",
    "POST, /api/statistics/v1/EVENT",
  })
  void blocks(String method, String path) {
    assertThat(BlockedPaths.block(method, path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/mongodb-datastore/event",
    "HEAD, /api/mongodb-datastore/event",
    "GET, /api/mongodb-datastore/event/type/x",
    "POST, /api/controlPlane/v1/log",
    "GET, /api/resource-service/v1/project/shop/resource",
    "GET, /api/resource-service/v1/project/shop/resource/stage/dev/service/x",
    "PUT, /api/resource-service/v1/project/shop/stage/dev/resource/a%zz",
    "POST, /api/controlPlane/v1/project",
  })
  void letsThrough(String method, String path) {
    assertThat(BlockedPaths.block(method, path)).isFalse();
  }
}
