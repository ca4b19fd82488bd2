package dev.weft.cli;

import dev.weft.compare.DemoOptions;
import dev.weft.compare.DemoServer;
import java.io.IOException;
import java.io.InputStream;
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
 * {@code weft training}: what the launcher runs to learn which classes a crawl uses. It crawls a
 * tiny demo web into a temporary folder, without a word.
 */
final class TrainingCommand implements Command {
  private static final int PAGES = 200;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(this, "training", "Runs a tiny crawl for the launcher.");
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    Context silent =
        new Context(
            Terminal.silent(),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            Map.of(),
            context.halt());
    DemoOptions options = DemoOptions.DEFAULT.withPages(PAGES).withoutTroubles();
    try {
      Path folder = Files.createTempDirectory("weft-training");
      try (DemoServer server = DemoServer.start(options)) {
        return WeftCommand.run(silent, arguments(server.web().seeds(), folder));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.STORAGE, String.valueOf(e.getMessage()));
    }
  }

  private static String[] arguments(List<String> seeds, Path folder) {
    List<String> arguments = new ArrayList<>(List.of("crawl", "--own-site", "-o"));
    arguments.add(folder.toString());
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
