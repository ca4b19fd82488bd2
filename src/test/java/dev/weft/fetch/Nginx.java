package dev.weft.fetch;

import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** nginx on loopback, serving the files of a folder over TLS and HTTP/2. */
public final class Nginx implements AutoCloseable {
  private final String executable;
  private final Path folder;
  private final int port;
  private final Program program;

  private Nginx(String executable, Path folder, int port, Program program) {
    this.executable = executable;
    this.folder = folder;
    this.port = port;
    this.program = program;
  }

  /**
   * Starts it with {@code cert.pem} and {@code key.pem} of the folder; skips the test if it is not
   * installed.
   *
   * @param serverLines what the server's block has besides
   */
  public static Nginx start(Path folder, String serverLines) throws IOException {
    String executable = Program.installed("nginx", "nginx");
    int port = Program.freePort();
    Files.writeString(folder.resolve("nginx.conf"), configuration(folder, port, serverLines));
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
    return new Nginx(executable, folder, port, program);
  }

  private static String configuration(Path folder, int port, String serverLines) {
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
        "    listen 127.0.0.1:" + port + " ssl http2;",
        "    ssl_certificate cert.pem; ssl_certificate_key key.pem;",
        "    root " + folder + ";",
        serverLines,
        "  }",
        "}",
        "");
  }

  public CrawlUrl url(String path) {
    return CrawlUrl.parse("https://localhost:" + port + path).orElseThrow();
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
