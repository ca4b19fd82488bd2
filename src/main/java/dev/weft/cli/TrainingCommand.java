package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.demo.DemoOptions;
import dev.weft.demo.DemoServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code weft training}: what the launcher runs to learn which classes its commands use. It crawls
 * a tiny demo web into a temporary folder, in two runs, and fetches some of its URLs, without a
 * word.
 */
final class TrainingCommand implements Command {
  private static final int PAGES = 200;

  @Override
  public String name() {
    return "training";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(this, "Runs a tiny crawl for the launcher.");
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    DemoOptions options = DemoOptions.DEFAULT.withPages(PAGES).withoutTroubles();
    try {
      Path folder = Files.createTempDirectory("weft-training");
      try (DemoServer server = DemoServer.start(options)) {
        List<String> seeds = server.web().seeds();
        WeftCommand.run(silent(context, List.of()), crawl(seeds, folder, "--max-pages", "100"));
        int code = WeftCommand.run(silent(context, List.of()), crawl(seeds, folder));
        return code == ExitCode.DONE
            ? WeftCommand.run(silent(context, seeds), "fetch", "-", "--max-redirects", "1")
            : code;
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.STORAGE, String.valueOf(e.getMessage()));
    }
  }

  /** Nothing is shown of it, and these lines are its standard input. */
  private static Context silent(Context context, List<String> lines) {
    return new Context(
        Terminal.silent(),
        new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)),
        OutputStream.nullOutputStream(),
        Map.of(),
        context.halt());
  }

  private static String[] crawl(List<String> seeds, Path folder, String... more) {
    List<String> arguments = new ArrayList<>(List.of("crawl", "--own-site", "-o"));
    arguments.add(folder.toString());
    arguments.addAll(List.of(more));
    arguments.addAll(seeds);
    return arguments.toArray(String[]::new);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
