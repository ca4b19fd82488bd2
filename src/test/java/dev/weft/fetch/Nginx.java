package dev.weft.fetch;

import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** nginx on loopback, serving the files of a folder, over TLS and HTTP/2 or plain. */
public final class Nginx implements AutoCloseable {
  private final String executable;
  private final Path folder;
  private final String origin;
  private final Program program;

  private Nginx(String executable, Path folder, String origin, Program program) {
    this.executable = executable;
    this.folder = folder;
    this.origin = origin;
    this.program = program;
  }

  /**
   * Starts it without TLS over the files of another folder; skips the test if it is not installed.
   *
   * @param serverLines what the server's block has besides
   */
  public static Nginx startPlain(Path folder, Path root, String serverLines) throws IOException {
    int port = Program.freePort();
    String listen = "    listen 127.0.0.1:" + port + ";\n    root " + root + ";";
    return start(folder, port, "http", listen, serverLines);
  }

  /**
   * Starts it with {@code cert.pem} and {@code key.pem} of the folder; skips the test if it is not
   * installed.
   *
   * @param serverLines what the server's block has besides
   */
  public static Nginx start(Path folder, String serverLines) throws IOException {
    int port = Program.freePort();
    String listen =
        String.join(
            "\n",
            "    listen 127.0.0.1:" + port + " ssl http2;",
            "    ssl_certificate cert.pem; ssl_certificate_key key.pem;",
            "    root " + folder + ";");
    return start(folder, port, "https", listen, serverLines);
  }

  private static Nginx start(
      Path folder, int port, String scheme, String listen, String serverLines) throws IOException {
    String executable = Program.installed("nginx", "nginx");
    Files.writeString(folder.resolve("nginx.conf"), configuration(listen, serverLines));
    Program program =
        Program.start(
            folder,
            port,
            executable,
            "-p",
            folder.toString(),
            "-c",
            "nginx.conf",
            "-e",
            "error.log");
    return new Nginx(executable, folder, scheme + "://localhost:" + port, program);
  }

  private static String configuration(String listen, String serverLines) {
    boolean root = System.getProperty("user.name").equals("root");
    return String.join(
        "\n",
        root ? "user root;" : "",
        "daemon off; worker_processes 1; pid nginx.pid; error_log error.log info;",
        "events { worker_connections 1000; }",
        "http {",
        "  access_log access.log;",
        "  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;",
        "  uwsgi_temp_path uwsgi; scgi_temp_path scgi;",
        "  server {",
        listen,
        serverLines,
        "  }",
        "}",
        "");
  }

  public CrawlUrl url(String path) {
    return CrawlUrl.parse(origin + path).orElseThrow();
  }

  /** Makes it start new workers and let the old ones finish what they have. */
  public void reload() throws IOException, InterruptedException {
    Process reload =
        new ProcessBuilder(
                executable,
                "-p",
                folder.toString(),
                "-c",
                "nginx.conf",
                "-e",
                "error.log",
                "-s",
                "reload")
            .inheritIO()
            .start();
    if (!reload.waitFor(20, TimeUnit.SECONDS) || reload.exitValue() != 0) {
      throw new IOException("nginx does not reload");
    }
  }

  /** What it noted in its own log. */
  public String errors() throws IOException {
    return Files.readString(folder.resolve("error.log"));
  }

  @Override
  public void close() {
    program.close();
  }
}
