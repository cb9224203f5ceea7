package dev.netalias.wire.nft;

import dev.netalias.wire.nl.Attribute;
import dev.netalias.wire.nl.AttributeList;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.BinaryCodec;
import dev.netalias.wire.nl.IntCodec;
import dev.netalias.wire.nl.LongCodec;
import dev.netalias.wire.nl.NestCodec;
import dev.netalias.wire.nl.TextCodec;

/** The attributes of nf_tables that netalias uses, {@code NFTA_*}; numbers in network order. */
public final class Nfta {
  private Nfta() {}

  /** Those of a table, {@code NFTA_TABLE_*}. */
  public static final class Table {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<String> NAME = ALL.row("NFTA_TABLE_NAME", 1, TextCodec.TEXT);
    public static final Attribute<Integer> FLAGS = ALL.row("NFTA_TABLE_FLAGS", 2, IntCodec.BE32);
    public static final Attribute<byte[]> USERDATA =
        ALL.row("NFTA_TABLE_USERDATA", 6, BinaryCodec.BINARY);

    private Table() {}
  }

  /** Those of a chain, {@code NFTA_CHAIN_*}. */
  public static final class Chain {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<String> TABLE = ALL.row("NFTA_CHAIN_TABLE", 1, TextCodec.TEXT);
    public static final Attribute<Long> HANDLE = ALL.row("NFTA_CHAIN_HANDLE", 2, LongCodec.BE64);
    public static final Attribute<String> NAME = ALL.row("NFTA_CHAIN_NAME", 3, TextCodec.TEXT);
    public static final Attribute<AttributeList> HOOK =
        ALL.row("NFTA_CHAIN_HOOK", 4, NestCodec.of(Hook.ALL));
    public static final Attribute<Integer> POLICY = ALL.row("NFTA_CHAIN_POLICY", 5, IntCodec.BE32);
    public static final Attribute<Integer> USE = ALL.row("NFTA_CHAIN_USE", 6, IntCodec.BE32);
    public static final Attribute<String> TYPE = ALL.row("NFTA_CHAIN_TYPE", 7, TextCodec.TEXT);
    public static final Attribute<byte[]> USERDATA =
        ALL.row("NFTA_CHAIN_USERDATA", 12, BinaryCodec.BINARY);

    private Chain() {}
  }

  /** Those of where a chain gets its packets, {@code NFTA_HOOK_*}. */
  public static final class Hook {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<Integer> HOOKNUM = ALL.row("NFTA_HOOK_HOOKNUM", 1, IntCodec.BE32);
    public static final Attribute<Integer> PRIORITY =
        ALL.row("NFTA_HOOK_PRIORITY", 2, IntCodec.BE32);

    private Hook() {}
  }

  /** Those of a rule, {@code NFTA_RULE_*}. */
  public static final class Rule {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<String> TABLE = ALL.row("NFTA_RULE_TABLE", 1, TextCodec.TEXT);
    public static final Attribute<String> CHAIN = ALL.row("NFTA_RULE_CHAIN", 2, TextCodec.TEXT);
    public static final Attribute<Long> HANDLE = ALL.row("NFTA_RULE_HANDLE", 3, LongCodec.BE64);
    public static final Attribute<AttributeList> EXPRESSIONS =
        ALL.row("NFTA_RULE_EXPRESSIONS", 4, NestCodec.of(Items.ALL));
    public static final Attribute<byte[]> USERDATA =
        ALL.row("NFTA_RULE_USERDATA", 7, BinaryCodec.BINARY);

    private Rule() {}
  }

  /** Those of a list, {@code NFTA_LIST_*}. */
  public static final class Items {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<byte[]> ELEM = ALL.row("NFTA_LIST_ELEM", 1, BinaryCodec.BINARY);

    private Items() {}
  }

  /** Those of an expression, {@code NFTA_EXPR_*}. */
  public static final class Expr {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<String> NAME = ALL.row("NFTA_EXPR_NAME", 1, TextCodec.TEXT);
    public static final Attribute<byte[]> DATA = ALL.row("NFTA_EXPR_DATA", 2, BinaryCodec.BINARY);

    private Expr() {}
  }

  /** Those of a set, {@code NFTA_SET_*}. */
  public static final class Set {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<String> TABLE = ALL.row("NFTA_SET_TABLE", 1, TextCodec.TEXT);
    public static final Attribute<String> NAME = ALL.row("NFTA_SET_NAME", 2, TextCodec.TEXT);
    public static final Attribute<Integer> FLAGS = ALL.row("NFTA_SET_FLAGS", 3, IntCodec.BE32);
    public static final Attribute<Integer> KEY_TYPE =
        ALL.row("NFTA_SET_KEY_TYPE", 4, IntCodec.BE32);
    public static final Attribute<Integer> KEY_LEN = ALL.row("NFTA_SET_KEY_LEN", 5, IntCodec.BE32);
    public static final Attribute<Integer> DATA_TYPE =
        ALL.row("NFTA_SET_DATA_TYPE", 6, IntCodec.BE32);
    public static final Attribute<Integer> DATA_LEN =
        ALL.row("NFTA_SET_DATA_LEN", 7, IntCodec.BE32);
    public static final Attribute<AttributeList> DESC =
        ALL.row("NFTA_SET_DESC", 9, NestCodec.of(Desc.ALL));
    public static final Attribute<Integer> ID = ALL.row("NFTA_SET_ID", 10, IntCodec.BE32);
    public static final Attribute<byte[]> USERDATA =
        ALL.row("NFTA_SET_USERDATA", 13, BinaryCodec.BINARY);
    public static final Attribute<byte[]> EXPR = ALL.row("NFTA_SET_EXPR", 17, BinaryCodec.BINARY);
    public static final Attribute<Integer> COUNT = ALL.row("NFTA_SET_COUNT", 20, IntCodec.BE32);

    private Set() {}
  }

  /** Those of what a set is to be like, {@code NFTA_SET_DESC_*}. */
  public static final class Desc {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<Integer> SIZE = ALL.row("NFTA_SET_DESC_SIZE", 1, IntCodec.BE32);

    private Desc() {}
  }

  /** Those of a list of elements, {@code NFTA_SET_ELEM_LIST_*}. */
  public static final class Elements {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<String> TABLE =
        ALL.row("NFTA_SET_ELEM_LIST_TABLE", 1, TextCodec.TEXT);
    public static final Attribute<String> SET =
        ALL.row("NFTA_SET_ELEM_LIST_SET", 2, TextCodec.TEXT);
    public static final Attribute<AttributeList> ELEMENTS =
        ALL.row("NFTA_SET_ELEM_LIST_ELEMENTS", 3, NestCodec.of(Items.ALL));

    private Elements() {}
  }

  /** Those of an element, {@code NFTA_SET_ELEM_*}. */
  public static final class Element {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<AttributeList> KEY =
        ALL.row("NFTA_SET_ELEM_KEY", 1, NestCodec.of(Data.ALL));
    public static final Attribute<AttributeList> DATA =
        ALL.row("NFTA_SET_ELEM_DATA", 2, NestCodec.of(Data.ALL));
    public static final Attribute<Integer> FLAGS = ALL.row("NFTA_SET_ELEM_FLAGS", 3, IntCodec.BE32);
    public static final Attribute<byte[]> USERDATA =
        ALL.row("NFTA_SET_ELEM_USERDATA", 6, BinaryCodec.BINARY);
    public static final Attribute<AttributeList> EXPR =
        ALL.row("NFTA_SET_ELEM_EXPR", 7, NestCodec.of(CounterExpr.ALL));

    private Element() {}
  }

  /** Those of a value or a verdict, {@code NFTA_DATA_*}. */
  public static final class Data {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<byte[]> VALUE = ALL.row("NFTA_DATA_VALUE", 1, BinaryCodec.BINARY);
    public static final Attribute<AttributeList> VERDICT =
        ALL.row("NFTA_DATA_VERDICT", 2, NestCodec.of(Verdict.ALL));

    private Data() {}
  }

  /** Those of what becomes of a packet, {@code NFTA_VERDICT_*}. */
  public static final class Verdict {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<Integer> CODE = ALL.row("NFTA_VERDICT_CODE", 1, IntCodec.BE32);
    public static final Attribute<String> CHAIN = ALL.row("NFTA_VERDICT_CHAIN", 2, TextCodec.TEXT);

    private Verdict() {}
  }

  /** Those of a counter that is an expression, {@code NFTA_EXPR_*}. */
  public static final class CounterExpr {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<String> NAME = ALL.row("NFTA_EXPR_NAME", 1, TextCodec.TEXT);
    public static final Attribute<AttributeList> DATA =
        ALL.row("NFTA_EXPR_DATA", 2, NestCodec.of(Counter.ALL));

    private CounterExpr() {}
  }

  /** Those of a counter, {@code NFTA_COUNTER_*}. */
  public static final class Counter {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<Long> BYTES = ALL.row("NFTA_COUNTER_BYTES", 1, LongCodec.BE64);
    public static final Attribute<Long> PACKETS =
        ALL.row("NFTA_COUNTER_PACKETS", 2, LongCodec.BE64);

    private Counter() {}
  }
}
