package dev.weft.frontier.rocksdb;

import java.util.regex.Pattern;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What RocksDB says of a failure, in words for the user, and what can be done about it. */
final class Trouble {
  private static final String KEPT = " and start again: what was committed is kept";
  private static final String LOST = "restore the folder from a copy, or start over with --fresh";

  /** RocksDB ends sentences as it likes, and puts line ends into lists. */
  private static final Pattern END = Pattern.compile("[\\s.;:,]+$");

  private static final Pattern GAP = Pattern.compile("\\s+");

  private Trouble() {}

  /** What went wrong. */
  static String reason(RocksDBException why) {
    String said = said(why);
    Status status = why.getStatus();
    String kind = status == null ? "" : words(status);
    if (said.isEmpty()) {
      return kind.isEmpty() ? "RocksDB does not say why" : kind;
    }
    return kind.isEmpty() ? said : kind + " (" + said + ")";
  }

  private static String said(RocksDBException why) {
    Status status = why.getStatus();
    String state = status == null ? null : status.getState();
    String said = state == null ? why.getMessage() : state;
    String line = said == null ? "" : GAP.matcher(said).replaceAll(" ");
    return END.matcher(line).replaceAll("").strip();
  }

  /** What RocksDB's code means; nothing where its text says more. */
  private static String words(Status status) {
    if (status.getSubCode() == Status.SubCode.NoSpace) {
      return "the disk is full";
    }
    return status.getCode() == Status.Code.Corruption ? "what is there is damaged" : "";
  }

  /** What to do where something {@code what} ("cannot be opened", "read" or "written"). */
  static String remedy(String what, RocksDBException why) {
    String said = said(why);
    if (said.contains("No space left")) {
      return "make room" + KEPT;
    } else if (said.contains("While lock file") || said.contains("lock hold by")) {
      return "another process has it open; wait for its end";
    } else if (said.contains("Permission denied") || said.contains("Read-only")) {
      return "make the folder writable" + KEPT;
    } else if (what.endsWith("written")) {
      return "see to the disk" + KEPT;
    }
    return LOST;
  }
}
