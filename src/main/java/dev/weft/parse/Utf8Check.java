package dev.weft.parse;

/** Whether bytes are ASCII, or UTF-8, or neither (Unicode Standard, table 3-7). */
enum Utf8Check {
  ASCII,
  /** Well-formed text beyond ASCII, also if the end cuts its last character. */
  UTF8,
  OTHER;

  static Utf8Check of(byte[] bytes, int length) {
    int i = 0;
    boolean beyondAscii = false;
    while (i < length) {
      int lead = bytes[i++];
      if (lead >= 0) {
        continue;
      }
      beyondAscii = true;
      int more = trailing(lead & 0xFF);
      if (more == 0) {
        return OTHER;
      }
      for (int k = 0; k < more; k++, i++) {
        if (i == length) {
          return UTF8;
        }
        int unit = bytes[i] & 0xFF;
        if (unit < lowest(lead & 0xFF, k) || unit > highest(lead & 0xFF, k)) {
          return OTHER;
        }
      }
    }
    return beyondAscii ? UTF8 : ASCII;
  }

  private static int trailing(int lead) {
    if (lead >= 0xC2 && lead <= 0xDF) {
      return 1;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
      return 2;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
  }

  private static int lowest(int lead, int place) {
    if (place == 0 && lead == 0xE0) {
      return 0xA0;
    }
    return place == 0 && lead == 0xF0 ? 0x90 : 0x80;
  }

  private static int highest(int lead, int place) {
    if (place == 0 && lead == 0xED) {
      return 0x9F;
    }
    return place == 0 && lead == 0xF4 ? 0x8F : 0xBF;
  }
}
