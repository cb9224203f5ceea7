package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;

/** A number of 8, 16 or 32 bits, which {@link Attributes#intOf} reads without an object. */
public final class IntCodec implements Codec<Integer> {
  /** {@code NLA_U8}. */
  public static final IntCodec U8 = new IntCodec(Form.U8, Names.NONE);

  /** {@code NLA_U16}. */
  public static final IntCodec U16 = new IntCodec(Form.U16, Names.NONE);

  /** {@code NLA_BE16}, as ports are. */
  public static final IntCodec BE16 = new IntCodec(Form.BE16, Names.NONE);

  /** {@code NLA_U32}; its value is the 32 bits, to be taken as unsigned. */
  public static final IntCodec U32 = new IntCodec(Form.U32, Names.NONE);

  /** {@code NLA_BE32}. */
  public static final IntCodec BE32 = new IntCodec(Form.BE32, Names.NONE);

  /** {@code NLA_S32}. */
  public static final IntCodec S32 = new IntCodec(Form.S32, Names.NONE);

  private final Form form;
  private final Names names;

  private IntCodec(Form form, Names names) {
    this.form = form;
    this.names = names;
  }

  private enum Form {
    U8(1),
    U16(2),
    BE16(2),
    U32(4),
    BE32(4),
    S32(4);

    final int size;

    Form(int size) {
      this.size = size;
    }
  }

  /** The same number, printed by these names. */
  public IntCodec named(Names printed) {
    return new IntCodec(form, printed);
  }

  @Override
  public Integer decode(Cursor in) {
    return decodeInt(in);
  }

  /** Reads the number without making an object. */
  public int decodeInt(Cursor in) {
    if (in.remaining() != form.size) {
      throw in.broken("has " + in.remaining() + " bytes, not " + form.size);
    }
    return switch (form) {
      case U8 -> in.u8();
      case U16 -> in.u16();
      case BE16 -> in.u16be();
      case U32, S32 -> in.i32();
      case BE32 -> in.i32be();
    };
  }

  @Override
  public void encode(Emitter out, Integer value) {
    encodeInt(out, value);
  }

  /** Writes the number without needing an object. */
  public void encodeInt(Emitter out, int value) {
    switch (form) {
      case U8 -> out.u8(value);
      case U16 -> out.u16(value);
      case BE16 -> out.u16be(value);
      case U32, S32 -> out.i32(value);
      case BE32 -> out.i32be(value);
    }
  }

  @Override
  public String print(Integer value) {
    return names.print(form == Form.U32 ? Integer.toUnsignedLong(value) : value);
  }
}
