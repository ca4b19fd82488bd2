package dev.weft.parse.extract;

import dev.weft.page.Item;
import dev.weft.page.ItemValue;
import dev.weft.url.CrawlUrl;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** What rules found, in its wire form, from a parser in another process of the same build. */
public final class ExtractionWire {
  private static final int NONE = 0;
  private static final int TEXT = 1;
  private static final int NUMERIC = 2;
  private static final int BOOL = 3;
  private static final int TIME = 4;
  private static final int LINK = 5;
  private static final int MANY = 6;
  private static final int NESTED = 7;

  /** Lists and fields within each other; rules nest less deep. */
  private static final int DEPTH_MAX = 2 * Limits.NESTING_MAX + 4;

  private ExtractionWire() {}

  /** Writes all that was found. */
  public static void write(Extraction found, DataOutput out) throws IOException {
    Wire.list(found.items(), out, ExtractionWire::writeItem);
    out.writeBoolean(found.choosesLinks());
    Wire.list(found.links(), out, ExtractionWire::writeFollowed);
    Wire.list(found.hits(), out, (id, to) -> to.writeInt(id));
    Wire.list(found.problems(), out, ExtractionWire::writeProblem);
  }

  /** Reads what {@link #write} wrote; throws {@link IOException} for anything else. */
  public static Extraction read(DataInput in) throws IOException {
    return new Extraction(
        Wire.list(in, ExtractionWire::readItem),
        in.readBoolean(),
        Wire.list(in, ExtractionWire::readFollowed),
        Wire.list(in, DataInput::readInt),
        Wire.list(in, ExtractionWire::readProblem));
  }

  private static void writeItem(Item item, DataOutput out) throws IOException {
    Wire.text(item.type(), out);
    writeFields(item.fields(), out);
  }

  private static Item readItem(DataInput in) throws IOException {
    return new Item(Wire.text(in), readFields(in, 0));
  }

  private static void writeFields(Map<String, ItemValue> fields, DataOutput out)
      throws IOException {
    out.writeInt(fields.size());
    for (Map.Entry<String, ItemValue> field : fields.entrySet()) {
      Wire.text(field.getKey(), out);
      writeValue(field.getValue(), out);
    }
  }

  private static Map<String, ItemValue> readFields(DataInput in, int depth) throws IOException {
    int count = in.readInt();
    Map<String, ItemValue> fields = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      fields.put(Wire.text(in), readValue(in, depth + 1));
    }
    return fields;
  }

  private static void writeValue(ItemValue value, DataOutput out) throws IOException {
    if (value instanceof ItemValue.Text text) {
      writeText(TEXT, text.text(), out);
    } else if (value instanceof ItemValue.Numeric number) {
      writeText(NUMERIC, number.value().toString(), out);
    } else if (value instanceof ItemValue.Bool bool) {
      out.writeByte(BOOL);
      out.writeBoolean(bool.value());
    } else if (value instanceof ItemValue.Time time) {
      writeText(TIME, time.text(), out);
    } else if (value instanceof ItemValue.Link link) {
      writeText(LINK, link.href(), out);
    } else if (value instanceof ItemValue.Many many) {
      out.writeByte(MANY);
      Wire.list(many.values(), out, ExtractionWire::writeValue);
    } else if (value instanceof ItemValue.Nested nested) {
      out.writeByte(NESTED);
      writeFields(nested.fields(), out);
    } else {
      out.writeByte(NONE);
    }
  }

  private static void writeText(int kind, String text, DataOutput out) throws IOException {
    out.writeByte(kind);
    Wire.text(text, out);
  }

  private static ItemValue readValue(DataInput in, int depth) throws IOException {
    if (depth > DEPTH_MAX) {
      throw new IOException("the frame nests values more than " + DEPTH_MAX + " deep");
    }
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case NONE -> ItemValue.None.INSTANCE;
      case TEXT -> new ItemValue.Text(Wire.text(in));
      case NUMERIC -> new ItemValue.Numeric(number(Wire.text(in)));
      case BOOL -> new ItemValue.Bool(in.readBoolean());
      case TIME -> new ItemValue.Time(Wire.text(in));
      case LINK -> new ItemValue.Link(Wire.text(in));
      case MANY -> new ItemValue.Many(Wire.list(in, from -> readValue(from, depth + 1)));
      case NESTED -> new ItemValue.Nested(readFields(in, depth));
      default -> throw new IOException("the frame holds a value of kind " + kind);
    };
  }

  private static BigDecimal number(String text) throws IOException {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IOException("the frame holds `" + text + "` as a number", e);
    }
  }

  private static void writeFollowed(Followed link, DataOutput out) throws IOException {
    Wire.text(link.url().href(), out);
    out.writeInt(link.priority());
    out.writeBoolean(link.next());
    out.writeInt(link.pagesMax());
  }

  private static Followed readFollowed(DataInput in) throws IOException {
    String href = Wire.text(in);
    CrawlUrl url =
        CrawlUrl.parse(href).orElseThrow(() -> new IOException("the frame holds no URL: " + href));
    return new Followed(url, in.readInt(), in.readBoolean(), in.readInt());
  }

  private static void writeProblem(Extraction.Problem problem, DataOutput out) throws IOException {
    out.writeInt(problem.part());
    Wire.choice(problem.fault(), out);
    Wire.text(problem.message(), out);
  }

  private static Extraction.Problem readProblem(DataInput in) throws IOException {
    return new Extraction.Problem(
        in.readInt(), Wire.choice(Extraction.Fault.class, in), Wire.text(in));
  }
}
