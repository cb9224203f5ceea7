package dev.netalias.net;

import java.util.Arrays;

/** The text forms of IPv4 and IPv6 addresses: {@code inet_pton(3)}, RFC 4291 and RFC 5952. */
final class IpText {
  private static final int GROUPS = 8;

  private IpText() {}

  static Address parseIpv4(String text) {
    return parseIpv4(text, text);
  }

  private static Address parseIpv4(String text, String whole) {
    long number = 0;
    int octet = -1;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && octet >= 0 && dots < 3) {
        number = number << 8 | octet;
        octet = -1;
        dots++;
      } else if (c >= '0' && c <= '9' && octet != 0) {
        octet = Math.max(octet, 0) * 10 + c - '0';
        if (octet > 255) {
          throw notAnAddress(whole);
        }
      } else {
        throw notAnAddress(whole);
      }
    }
    if (dots != 3 || octet < 0) {
      throw notAnAddress(whole);
    }
    return new Address(Address.INET, 4, 0, number << 8 | octet);
  }

  static Address parseIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      int[] groups = groups(text, text);
      if (groups.length != GROUPS) {
        throw notAnAddress(text);
      }
      return Address.ofShorts(groups);
    }
    int[] front = groups(text.substring(0, gap), text);
    int[] back = groups(text.substring(gap + 2), text);
    if (front.length + back.length >= GROUPS) {
      throw notAnAddress(text);
    }
    int[] all = Arrays.copyOf(front, GROUPS);
    System.arraycopy(back, 0, all, GROUPS - back.length, back.length);
    return Address.ofShorts(all);
  }

  /** The 16-bit groups of a part without {@code ::}; a dotted IPv4 tail gives two. */
  private static int[] groups(String part, String whole) {
    if (part.isEmpty()) {
      return new int[0];
    }
    String[] words = part.split(":", -1);
    int[] groups = new int[words.length + 1];
    int n = 0;
    for (int i = 0; i < words.length; i++) {
      if (n >= GROUPS) {
        throw notAnAddress(whole);
      }
      if (words[i].indexOf('.') >= 0 && i == words.length - 1) {
        long tail = parseIpv4(words[i], whole).low();
        groups[n++] = (int) (tail >>> 16);
        groups[n++] = (int) tail & 0xffff;
      } else {
        groups[n++] = group(words[i], whole);
      }
    }
    return Arrays.copyOf(groups, n);
  }

  private static int group(String word, String whole) {
    if (word.isEmpty() || word.length() > 4) {
      throw notAnAddress(whole);
    }
    int value = 0;
    for (int i = 0; i < word.length(); i++) {
      int digit = word.charAt(i) < 128 ? Character.digit(word.charAt(i), 16) : -1;
      if (digit < 0) {
        throw notAnAddress(whole);
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static FormatException notAnAddress(String text) {
    return new FormatException("'" + text + "' is not an IPv4 or IPv6 address");
  }

  static String formatIpv4(long number) {
    return (number >>> 24)
        + "."
        + (number >>> 16 & 0xff)
        + "."
        + (number >>> 8 & 0xff)
        + "."
        + (number & 0xff);
  }

  static String formatIpv6(Address address) {
    if (address.high() == 0 && address.low() >>> 32 == 0xffff) {
      return "::ffff:" + formatIpv4(address.low() & 0xffff_ffffL);
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      long half = i < 4 ? address.high() : address.low();
      groups[i] = (int) (half >>> 16 * (3 - i % 4)) & 0xffff;
    }
    int gap = longestZeroRun(groups);
    int end = gap < 0 ? -1 : zeroRunEnd(groups, gap);
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        text.append("::");
        i = end - 1;
      } else {
        if (i > 0 && i != end) {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  /** Start of the first longest run of at least two zero groups, or -1. */
  private static int longestZeroRun(int[] groups) {
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int length = zeroRunEnd(groups, i) - i;
      if (length > bestLength) {
        best = i;
        bestLength = length;
      }
    }
    return best;
  }

  private static int zeroRunEnd(int[] groups, int start) {
    int end = start;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end;
  }
}
