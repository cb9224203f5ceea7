package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attributes within an attribute, {@code NLA_NESTED}. */
public final class NestCodec implements Codec<AttributeList> {
  private static final AttributeTable NOTHING_KNOWN = new AttributeTable();

  private final AttributeTable table;
  private final @Nullable Selector selector;

  private record Selector(Attribute<String> sibling, Map<String, AttributeTable> tables) {}

  private NestCodec(AttributeTable table, @Nullable Selector selector) {
    this.table = table;
    this.selector = selector;
  }

  /** A nest whose rows are in the table. */
  public static NestCodec of(AttributeTable table) {
    return new NestCodec(table, null);
  }

  /** A nest whose table is chosen by the value of a sibling, as IFLA_INFO_DATA's by the kind. */
  public static NestCodec by(Attribute<String> sibling, Map<String, AttributeTable> tables) {
    return new NestCodec(NOTHING_KNOWN, new Selector(sibling, tables));
  }

  /** The rows of this nest. */
  public AttributeTable table() {
    return table;
  }

  @Override
  public NestCodec within(Attributes siblings) {
    if (selector == null) {
      return this;
    }
    String value = siblings.get(selector.sibling);
    AttributeTable chosen = value == null ? null : selector.tables.get(value);
    return chosen == null ? this : of(chosen);
  }

  @Override
  public AttributeList decode(Cursor in) {
    return AttributeList.read(table, in);
  }

  @Override
  public void encode(Emitter out, AttributeList value) {
    value.emit(out);
  }

  @Override
  public String print(AttributeList value) {
    return "{" + value + "}";
  }
}
