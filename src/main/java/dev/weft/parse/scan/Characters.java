package dev.weft.parse.scan;

/** Classes of bytes, as the tokenizer of the HTML Standard asks for them. */
final class Characters {
  private static final int BLANK = 1;
  private static final int ENDS_TAG_NAME = 2;
  private static final int ENDS_ATTRIBUTE_NAME = 4;
  private static final int ENDS_BARE_VALUE = 8;
  private static final int LETTER = 16;
  private static final byte[] CLASSES = classes();
  private static final byte[] LOWER = lower();
  private static final byte[] IN_TAG_NAME = lowerBut(ENDS_TAG_NAME);
  private static final byte[] IN_ATTRIBUTE_NAME = lowerBut(ENDS_ATTRIBUTE_NAME);

  /** What stands for a NUL where zero says that a name ends: no name holds a blank. */
  private static final byte NUL = ' ';

  private Characters() {}

  /** Tab, line feed, form feed, carriage return or space. */
  static boolean isBlank(byte b) {
    return (CLASSES[b & 0xFF] & BLANK) != 0;
  }

  static boolean isLetter(byte b) {
    return (CLASSES[b & 0xFF] & LETTER) != 0;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** As {@link #lower}; 0 for what ends a tag's name: white space, a slash or the tag's end. */
  static int inTagName(byte b) {
    return IN_TAG_NAME[b & 0xFF] & 0xFF;
  }

  /** As {@link #lower}; 0 for what ends an attribute's name: an equals sign too. */
  static int inAttributeName(byte b) {
    return IN_ATTRIBUTE_NAME[b & 0xFF] & 0xFF;
  }

  /** White space or the tag's end. */
  static boolean endsBareValue(byte b) {
    return (CLASSES[b & 0xFF] & ENDS_BARE_VALUE) != 0;
  }

  /** The byte, unsigned; a capital letter of ASCII as its small one. */
  static int lower(byte b) {
    return LOWER[b & 0xFF] & 0xFF;
  }

  private static byte[] classes() {
    byte[] classes = new byte[256];
    for (char c : "\t\n\f\r ".toCharArray()) {
      classes[c] = BLANK | ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME | ENDS_BARE_VALUE;
    }
    classes['>'] = ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME | ENDS_BARE_VALUE;
    classes['/'] = ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME;
    classes['='] = ENDS_ATTRIBUTE_NAME;
    for (int c = 'a'; c <= 'z'; c++) {
      classes[c] = LETTER;
      classes[c - 32] = LETTER;
    }
    return classes;
  }

  private static byte[] lowerBut(int ends) {
    byte[] lower = LOWER.clone();
    for (int c = 0; c < lower.length; c++) {
      lower[c] = (CLASSES[c] & ends) != 0 ? 0 : c == 0 ? NUL : lower[c];
    }
    return lower;
  }

  private static byte[] lower() {
    byte[] lower = new byte[256];
    for (int c = 0; c < lower.length; c++) {
      lower[c] = (byte) (c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return lower;
  }
}
