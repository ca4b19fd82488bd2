package dev.weft.frontier.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.frontier.OutputFile;

/** The keys of the table {@link Table#META}. */
final class MetaKeys {
  static final byte[] KEY = "key".getBytes(US_ASCII);
  static final byte[] EPOCH = "epoch".getBytes(US_ASCII);
  static final String NOTE = "note/";
  static final String FILE = "file/";

  private MetaKeys() {}

  static byte[] note(String name) {
    return (NOTE + name).getBytes(UTF_8);
  }

  static String file(OutputFile file) {
    return FILE + file.sink() + "\0" + file.path();
  }
}
