package dev.weft.parse.process;

import java.time.Duration;
import java.util.Locale;

/**
 * How a worker ended: in a word for programs and a sentence for people.
 *
 * @param isFromOutside whether somebody else killed it, so that no document need be to blame
 */
record Death(String code, String message, boolean isFromOutside) {
  private static final int MEMORY = 3;
  private static final int SIGNAL = 128;
  private static final int INTERRUPT = SIGNAL + 2;
  private static final int KILL = SIGNAL + 9;
  private static final int TERMINATE = SIGNAL + 15;

  /** It was killed because a document took too long. */
  static Death overTime(Duration most) {
    return new Death("parseTime", "parsing took more than " + text(most) + ", the limit", false);
  }

  /** It ended by itself or was killed; {@code words} is what it said last. */
  static Death ofExit(int exit, long heapBytes, String words) {
    String said = words.isEmpty() ? "" : ": " + words;
    return switch (exit) {
      case MEMORY ->
          new Death(
              "parseMemory",
              "parsing took more memory than a worker's heap of " + (heapBytes >> 20) + " MB",
              false);
      case KILL, TERMINATE, INTERRUPT ->
          new Death("parseKilled", "the worker was killed by signal " + (exit - SIGNAL), true);
      default ->
          exit > SIGNAL
              ? new Death(
                  "parseCrash", "the worker crashed by signal " + (exit - SIGNAL) + said, false)
              : new Death("parseCrash", "the worker ended with status " + exit + said, false);
    };
  }

  /** It never began to listen. */
  static Death unstarted(String why) {
    return new Death("parseWorker", "a parse worker did not start: " + why, false);
  }

  /** This process broke over it. */
  static Death ofOurs(Throwable problem) {
    return new Death("internal", problem.toString(), true);
  }

  /** It said what no worker says. */
  static Death ofNonsense(String problem) {
    return new Death("parseCrash", "the worker's answer is no frame: " + problem, false);
  }

  private static String text(Duration time) {
    return time.toMillis() % 1_000 == 0
        ? time.toSeconds() + " s"
        : String.format(Locale.ROOT, "%d ms", time.toMillis());
  }
}
