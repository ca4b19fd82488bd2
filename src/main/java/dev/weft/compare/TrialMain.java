package dev.weft.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * One trial in a process of its own: its kind and arguments come from the command line, its figures
 * go to standard output, what went wrong in a line to standard error. It ends when its standard
 * input does, whatever it is at; workers and peers whose work comes that way read it themselves.
 */
final class TrialMain {
  private static final int FAILED = 70;

  private TrialMain() {}

  public static void main(String[] args) {
    List<String> rest = Arrays.asList(args).subList(1, args.length);
    try {
      if (!workComesByInput(args[0], rest)) {
        endWith(System.in);
      }
      run(args[0], rest);
    } catch (Exception | OutOfMemoryError e) {
      System.err.println("weft compare: " + String.join(" ", args) + ": " + e);
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private static boolean workComesByInput(String kind, List<String> rest) {
    return kind.equals(SquaresTrial.WORKER_KIND)
        || (kind.equals(MessageTrial.PEER_KIND) && rest.get(0).equals(MessageChannel.PIPE));
  }

  private static void run(String kind, List<String> rest) throws Exception {
    switch (kind) {
      case FetchTrial.KIND -> end(FetchTrial.run(rest));
      case ParseTrial.KIND -> end(ParseTrial.run(rest));
      case SquaresTrial.KIND -> end(SquaresTrial.run(rest));
      case SquaresTrial.WORKER_KIND -> SquaresTrial.work();
      case MixTrial.KIND -> end(MixTrial.run(rest));
      case ShareTrial.KIND -> end(ShareTrial.run(rest));
      case MessageTrial.KIND -> end(MessageTrial.run(rest));
      case MessageTrial.PEER_KIND -> MessageTrial.peer(rest);
      default -> throw new IllegalArgumentException("no trial " + kind);
    }
  }

  /** Ends at once: threads of a model that is done must not keep the next one waiting. */
  static void end(Figures figures) {
    System.out.println(figures.line());
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void endWith(InputStream in) {
    Thread watch =
        new Thread(
            () -> {
              try {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // It has ended as well.
                Runtime.getRuntime().halt(FAILED);
              }
              Runtime.getRuntime().halt(FAILED);
            },
            "weft-trial-end");
    watch.setDaemon(true);
    watch.start();
  }
}
