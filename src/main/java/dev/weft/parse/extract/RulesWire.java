package dev.weft.parse.extract;

import dev.weft.page.ContentDigest;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Rules in their wire form, for a parser in another process of the same build. */
public final class RulesWire {
  private RulesWire() {}

  /** Writes all of the rules. */
  public static void write(ExtractRules rules, DataOutput out) throws IOException {
    Wire.list(rules.items(), out, RulesWire::writeItem);
    Wire.list(rules.follow(), out, RulesWire::writeFollow);
  }

  /** Equal for rules that say the same, wherever in whichever file they stand. */
  public static String digest(ExtractRules rules) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(rules, new Placeless(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ContentDigest.of(bytes.toByteArray());
  }

  /** Takes rules without the places where they stand. */
  private static final class Placeless extends DataOutputStream {
    Placeless(OutputStream out) {
      super(out);
    }
  }

  /** Reads what {@link #write} wrote; throws {@link IOException} for anything else. */
  public static ExtractRules read(DataInput in) throws IOException {
    return new ExtractRules(
        Wire.list(in, RulesWire::readItem), Wire.list(in, RulesWire::readFollow));
  }

  private static void writeItem(ItemRule rule, DataOutput out) throws IOException {
    out.writeInt(rule.id());
    Wire.text(rule.type(), out);
    Wire.list(rule.on(), out, RulesWire::writePattern);
    Wire.list(rule.select(), out, RulesWire::writeQuery);
    Wire.list(rule.fields(), out, RulesWire::writeField);
    writePlace(rule.place(), out);
  }

  private static ItemRule readItem(DataInput in) throws IOException {
    return new ItemRule(
        in.readInt(),
        Wire.text(in),
        Wire.list(in, RulesWire::readPattern),
        Wire.list(in, RulesWire::readQuery),
        Wire.list(in, RulesWire::readField),
        readPlace(in));
  }

  private static void writeField(FieldRule field, DataOutput out) throws IOException {
    out.writeInt(field.id());
    Wire.text(field.name(), out);
    Wire.list(field.from(), out, RulesWire::writeQuery);
    out.writeBoolean(field.all());
    writeType(field.type(), out);
    Wire.list(field.steps(), out, RulesWire::writeStep);
    out.writeBoolean(field.required());
    Wire.textOrNull(field.otherwise(), out);
    Wire.list(field.fields(), out, RulesWire::writeField);
    writePlace(field.place(), out);
  }

  private static FieldRule readField(DataInput in) throws IOException {
    return new FieldRule(
        in.readInt(),
        Wire.text(in),
        Wire.list(in, RulesWire::readQuery),
        in.readBoolean(),
        readType(in),
        Wire.list(in, RulesWire::readStep),
        in.readBoolean(),
        Wire.textOrNull(in),
        Wire.list(in, RulesWire::readField),
        readPlace(in));
  }

  private static void writeFollow(FollowRule rule, DataOutput out) throws IOException {
    out.writeInt(rule.id());
    Wire.list(rule.on(), out, RulesWire::writePattern);
    Wire.choice(rule.take(), out);
    Wire.list(rule.from(), out, RulesWire::writeQuery);
    Wire.list(rule.to(), out, RulesWire::writePattern);
    out.writeInt(rule.priority());
    out.writeInt(rule.pagesMax());
    writePlace(rule.place(), out);
  }

  private static FollowRule readFollow(DataInput in) throws IOException {
    return new FollowRule(
        in.readInt(),
        Wire.list(in, RulesWire::readPattern),
        Wire.choice(FollowRule.Take.class, in),
        Wire.list(in, RulesWire::readQuery),
        Wire.list(in, RulesWire::readPattern),
        in.readInt(),
        in.readInt(),
        readPlace(in));
  }

  private static void writeType(FieldType type, DataOutput out) throws IOException {
    Wire.choice(type.kind(), out);
    Wire.list(type.formats(), out, Wire::text);
    Wire.text(type.locale(), out);
    Wire.text(type.zone(), out);
  }

  private static FieldType readType(DataInput in) throws IOException {
    return new FieldType(
        Wire.choice(FieldType.Kind.class, in),
        Wire.list(in, Wire::text),
        Wire.text(in),
        Wire.text(in));
  }

  private static void writeStep(Step step, DataOutput out) throws IOException {
    Wire.choice(step.operation(), out);
    Wire.list(step.arguments(), out, Wire::text);
    writePlace(step.place(), out);
  }

  private static Step readStep(DataInput in) throws IOException {
    return new Step(
        Wire.choice(Step.Operation.class, in), Wire.list(in, Wire::text), readPlace(in));
  }

  private static void writePattern(PagePattern pattern, DataOutput out) throws IOException {
    Wire.text(pattern.text(), out);
    writePlace(pattern.place(), out);
  }

  private static PagePattern readPattern(DataInput in) throws IOException {
    return new PagePattern(Wire.text(in), readPlace(in));
  }

  private static void writeQuery(Query query, DataOutput out) throws IOException {
    Wire.choice(query.kind(), out);
    Wire.text(query.text(), out);
    writePlace(query.place(), out);
  }

  private static Query readQuery(DataInput in) throws IOException {
    return new Query(Wire.choice(Query.Kind.class, in), Wire.text(in), readPlace(in));
  }

  private static void writePlace(RulePlace place, DataOutput out) throws IOException {
    if (out instanceof Placeless) {
      return;
    }
    Wire.text(place.file(), out);
    out.writeInt(place.line());
    out.writeInt(place.column());
  }

  private static RulePlace readPlace(DataInput in) throws IOException {
    return new RulePlace(Wire.text(in), in.readInt(), in.readInt());
  }
}
