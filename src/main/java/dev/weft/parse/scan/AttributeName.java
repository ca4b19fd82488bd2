package dev.weft.parse.scan;

import java.util.List;

/** The attributes that the scanner reads, by number. */
final class AttributeName {
  static final int HREF = 1;
  static final int SRC = 2;
  static final int REL = 3;
  static final int DATA = 4;
  static final int ACTION = 5;
  static final int METHOD = 6;
  static final int CONTENT = 7;
  static final int HTTP_EQUIV = 8;
  static final int SRCSET = 9;
  static final int POSTER = 10;
  static final int TYPE = 11;
  static final int COLOR = 12;
  static final int FACE = 13;
  static final int SIZE = 14;
  static final int ENCODING = 15;

  static final int NAME = 16;

  static final int XLINK_HREF = 17;
  static final int IS_PERMALINK = 18;

  static final int COUNT = 19;

  static final NameTable NUMBERS =
      new NameTable(
          List.of(
              "href",
              "src",
              "rel",
              "data",
              "action",
              "method",
              "content",
              "http-equiv",
              "srcset",
              "poster",
              "type",
              "color",
              "face",
              "size",
              "encoding",
              "name",
              "xlink:href",
              "ispermalink"));

  private AttributeName() {}
}
