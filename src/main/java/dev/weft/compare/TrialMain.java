package dev.weft.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * One trial in a process of its own: its kind and arguments come from the command line, its figures
 * go to standard output. It ends when its standard input does, whatever it is at.
 */
final class TrialMain {
  private static final int FAILED = 70;

  private TrialMain() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals(SquaresTrial.WORKER_KIND)) {
      SquaresTrial.work();
      return;
    }
    endWith(System.in);
    List<String> rest = Arrays.asList(args).subList(1, args.length);
    Figures figures =
        switch (args[0]) {
          case FetchTrial.KIND -> FetchTrial.run(rest);
          case ParseTrial.KIND -> ParseTrial.run(rest);
          case SquaresTrial.KIND -> SquaresTrial.run(rest);
          case MixTrial.KIND -> MixTrial.run(rest);
          case ShareTrial.KIND -> ShareTrial.run(rest);
          case ShareTrial.PEER_KIND -> ShareTrial.peer(rest);
          default -> throw new IllegalArgumentException("no trial " + args[0]);
        };
    end(figures);
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
