package dev.weft.cli;

/** What the process says to its caller. */
final class ExitCode {
  /** The command did what it was asked, also when a limit that the user set ended it. */
  static final int DONE = 0;

  /** A fault of Weft's own. */
  static final int BROKEN = 1;

  /** The command line or the configuration cannot be used. */
  static final int USAGE = 2;

  /** The crawl ended, but no seed could be fetched. */
  static final int NO_SEED_FETCHED = 3;

  /** Records could not be written. */
  static final int STORAGE = 4;

  /** The command ran, and the answer is no. */
  static final int NO = 5;

  /** Another run holds the folder; trying again later may do (EX_TEMPFAIL of sysexits.h). */
  static final int HELD = 75;

  /** A signal ended the crawl, drained: this and the signal's number. */
  static final int SIGNAL = 128;

  private ExitCode() {}
}
