package io.evenkeel.kit;

import io.vertx.core.json.JsonArray;
import io.vertx.jdbcclient.spi.JDBCColumnDescriptorProvider;
import io.vertx.jdbcclient.spi.JDBCEncoder;
import io.vertx.sqlclient.Tuple;

/**
 * Hands parameters to JDBC as they are: texts and numbers are all our statements use. The default
 * encoder asks for metadata of each parameter, which SQLite answers with three exceptions.
 */
public final class PlainEncoder implements JDBCEncoder {

  @Override
  public Object encode(JsonArray values, int position, JDBCColumnDescriptorProvider columns) {
    return values.getValue(position - 1);
  }

  @Override
  public Object encode(Tuple values, int position, JDBCColumnDescriptorProvider columns) {
    return values.getValue(position - 1);
  }
}
