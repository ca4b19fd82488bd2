package dev.weft.parse.worker;

import dev.weft.parse.ParseOptions;
import dev.weft.parse.Parser;
import dev.weft.parse.jsoup.JsoupParser;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/**
 * A worker's entry point: {@code Main SOCKET}. It ends when the socket does; and at once when its
 * standard input does, which is a pipe that nobody writes to and that its parent's end closes.
 */
public final class Main {
  /** The parser's stack; a DOM of {@code parse.Limits.DEPTH_MAX} takes a fraction of it. */
  private static final long STACK_BYTES = 2L << 20;

  private static final int CONVERSATION_BROKEN = 4;
  private static final int PARENT_ENDED = 5;

  private Main() {}

  /** Runs a worker with the parser that builds a DOM. */
  public static void main(String[] args) throws InterruptedException {
    run(args, JsoupParser::new);
  }

  /** Runs a worker whose parser is made from what it is told to look for. */
  static void run(String[] args, Function<ParseOptions, Parser> parsers)
      throws InterruptedException {
    Thread lifeline = new Thread(Main::awaitParentsEnd, "weft-lifeline");
    lifeline.setDaemon(true);
    lifeline.start();
    Runnable work = () -> work(args[0], parsers);
    Thread parser = new Thread(null, work, "weft-parse", STACK_BYTES);
    parser.start();
    parser.join();
  }

  private static void work(String socket, Function<ParseOptions, Parser> parsers) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      new Conversation(channel, parsers).hold();
    } catch (IOException e) {
      System.err.println(e.getMessage());
      Runtime.getRuntime().halt(CONVERSATION_BROKEN);
    }
  }

  private static void awaitParentsEnd() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
    Runtime.getRuntime().halt(PARENT_ENDED);
  }
}
