package dev.netalias.plan.journal;

import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;

/**
 * Local routes as keys of a line. Rows whose addresses and metrics count up together are one run,
 * so a million of a range are a few bytes: {@code ADDRESS/LENGTH/METRIC} in hex, {@code !} before
 * it where they are closed, {@code *COUNT} behind it where they are several.
 */
final class ColumnText {
  static final Form<LocalRoutes> COLUMNS =
      new Form<>(LocalRoutes.class, ColumnText::write, ColumnText::read);

  private static final int ADDRESS_DIGITS = 16;

  private ColumnText() {}

  private static void write(LineText line, LocalRoutes rows) {
    StateText.write(line, rows.device());
    StringBuilder runs = new StringBuilder();
    int row = 0;
    while (row < rows.size()) {
      int end = endOfRun(rows, row);
      runs.append(row == 0 ? "" : ",").append(rows.isOpen(row) ? "" : "!");
      if (rows.family(row) == Address.INET6) {
        LineText.hex(runs, rows.high(row), ADDRESS_DIGITS);
        LineText.hex(runs, rows.low(row), ADDRESS_DIGITS);
      } else {
        LineText.hex(runs, rows.low(row), ADDRESS_DIGITS / 2);
      }
      runs.append('/').append(rows.length(row)).append('/').append(rows.metric(row));
      if (end - row > 1) {
        runs.append('*').append(end - row);
      }
      row = end;
    }
    line.withPlain("rows", runs);
  }

  private static int endOfRun(LocalRoutes rows, int first) {
    int row = first + 1;
    while (row < rows.size() && follows(rows, first, row)) {
      row++;
    }
    return row;
  }

  private static boolean follows(LocalRoutes rows, int first, int row) {
    int count = row - first;
    return rows.low(row) == rows.low(first) + count
        && rows.metric(row) == rows.metric(first) + count
        && rows.high(row) == rows.high(first)
        && rows.length(row) == rows.length(first)
        && rows.family(row) == rows.family(first)
        && rows.isOpen(row) == rows.isOpen(first);
  }

  private static LocalRoutes read(Line line) {
    LocalRoutes.Builder rows = new LocalRoutes.Builder(StateText.device(line));
    String runs = line.plain("rows");
    int start = 0;
    while (start < runs.length()) {
      int comma = runs.indexOf(',', start);
      int end = comma < 0 ? runs.length() : comma;
      addRun(rows, runs.substring(start, end));
      start = end + 1;
    }
    return rows.build();
  }

  private static void addRun(LocalRoutes.Builder rows, String run) {
    boolean open = run.charAt(0) != '!';
    int start = open ? 0 : 1;
    int slash = run.indexOf('/');
    int second = run.indexOf('/', slash + 1);
    int star = run.indexOf('*');
    long high = 0;
    int lowFrom = start;
    if (slash - start > ADDRESS_DIGITS) {
      lowFrom = slash - ADDRESS_DIGITS;
      high = Long.parseUnsignedLong(run, start, lowFrom, 16);
    }
    long low = Long.parseUnsignedLong(run, lowFrom, slash, 16);
    int length = Integer.parseInt(run, slash + 1, second, 10);
    long metric = Long.parseLong(run, second + 1, star < 0 ? run.length() : star, 10);
    int count = star < 0 ? 1 : Integer.parseInt(run, star + 1, run.length(), 10);
    for (int i = 0; i < count; i++) {
      if (lowFrom == start) {
        rows.addInet((int) (low + i), length, metric + i, open);
      } else {
        Address address = new Address(Address.INET6, 16, high, low + i);
        rows.add(new Prefix(address, length), metric + i, open);
      }
    }
  }
}
