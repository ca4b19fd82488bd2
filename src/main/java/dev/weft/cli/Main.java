package dev.weft.cli;

import dev.weft.CrawlState;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The entry point of the {@code weft} command, and the only place that ends the process. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      out.println("weft " + version());
      out.flush();
      return;
    }
    if (args.length > 0 && args[0].equals("crawl")) {
      CrawlState.prepare();
    }
    Terminal terminal =
        Terminal.of(out, utf8(FileDescriptor.err), System.getenv(), System.getProperties());
    Context context =
        new Context(
            terminal,
            System.in,
            new FileOutputStream(FileDescriptor.out),
            System.getenv(),
            code -> Runtime.getRuntime().halt(code));
    int code = WeftCommand.run(context, args);
    terminal.flush();
    System.exit(code);
  }

  /** Weft's version; read without any other class of ours, so that asking for it takes no time. */
  static String version() {
    try (InputStream in = Main.class.getResourceAsStream("/dev/weft/version.txt")) {
      if (in == null) {
        throw new IllegalStateException("weft.jar lacks dev/weft/version.txt; build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalStateException("dev/weft/version.txt in weft.jar is not readable", e);
    }
  }

  /** A stream in UTF-8 whatever the locale is: records are JSON. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
