package io.evenkeel.playground.cluster.api;

import io.evenkeel.playground.cluster.store.StatusException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads protobuf's wire format, field by field; every length is checked. */
final class Protobuf {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int wireType;

  private Protobuf(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** Takes one field of a message; a field it does not want it must leave unread. */
  interface Field {
    void read(int number, Protobuf in);
  }

  /** A message in {@code bytes} from {@code start} on. */
  static Protobuf of(byte[] bytes, int start) {
    return new Protobuf(bytes, start, bytes.length);
  }

  /** Hands over every field in turn and skips what was left unread. */
  void forEach(Field field) {
    while (position < end) {
      long tag = varint();
      wireType = (int) (tag & 7);
      int type = wireType;
      int start = position;
      skip(type);
      int next = position;
      position = start;
      field.read((int) (tag >>> 3), this);
      position = next;
    }
  }

  /** The field as a number. */
  long number() {
    require(wireType == VARINT);
    return varint();
  }

  /** The field as a floating-point number. */
  double decimal() {
    require(wireType == FIXED_64);
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits |= (bytes[position + i] & 0xffL) << (8 * i);
    }
    return Double.longBitsToDouble(bits);
  }

  /** The field as text. */
  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** The field as bytes. */
  byte[] bytes() {
    Protobuf message = message();
    return Arrays.copyOfRange(bytes, message.position, message.end);
  }

  /** The field as a message. */
  Protobuf message() {
    require(wireType == LENGTH_DELIMITED);
    int length = length();
    return new Protobuf(bytes, position, position + length);
  }

  private void skip(int type) {
    switch (type) {
      case VARINT -> varint();
      case FIXED_64 -> advance(8);
      case LENGTH_DELIMITED -> advance(length());
      case FIXED_32 -> advance(4);
      default -> require(false);
    }
  }

  private int length() {
    long length = varint();
    require(length >= 0 && length <= end - position);
    return (int) length;
  }

  private void advance(int count) {
    require(count <= end - position);
    position += count;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      require(position < end);
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw malformed();
    }
  }

  private static StatusException malformed() {
    return StatusException.badRequest("the protobuf body is malformed");
  }
}
