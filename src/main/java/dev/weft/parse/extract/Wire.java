package dev.weft.parse.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts and lists in their wire form: a count in four bytes, then what it counts; texts in UTF-8.
 * Half surrogate pairs do not survive, which no record could hold either.
 */
final class Wire {
  /** What a count may promise at most before anything of it has come. */
  private static final int COUNT_MAX = 1 << 26;

  private Wire() {}

  static void text(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInput in) throws IOException {
    byte[] bytes = new byte[count(in)];
    in.readFully(bytes);
    return new String(bytes, UTF_8);
  }

  static void textOrNull(@Nullable String text, DataOutput out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      text(text, out);
    }
  }

  static @Nullable String textOrNull(DataInput in) throws IOException {
    return in.readBoolean() ? text(in) : null;
  }

  static <T> void list(List<T> list, DataOutput out, Writer<T> writer) throws IOException {
    out.writeInt(list.size());
    for (T element : list) {
      writer.write(element, out);
    }
  }

  static <T> List<T> list(DataInput in, Reader<T> reader) throws IOException {
    int count = count(in);
    List<T> list = new ArrayList<>(Math.min(count, 1_024));
    for (int i = 0; i < count; i++) {
      list.add(reader.read(in));
    }
    return list;
  }

  static void choice(Enum<?> choice, DataOutput out) throws IOException {
    text(choice.name(), out);
  }

  static <E extends Enum<E>> E choice(Class<E> type, DataInput in) throws IOException {
    String name = text(in);
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new IOException("the frame names no " + type.getSimpleName() + ": " + name, e);
    }
  }

  private static int count(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > COUNT_MAX) {
      throw new IOException("the frame promises " + count + " bytes or elements");
    }
    return count;
  }

  /** Writes one element. */
  interface Writer<T> {
    void write(T element, DataOutput out) throws IOException;
  }

  /** Reads one element. */
  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }
}
