package dev.weft.fetch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of another make, started by a test on loopback and ended with it. */
public final class Program implements AutoCloseable {
  private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/usr/local/bin");

  private final Process process;

  private Program(Process process) {
    this.process = process;
  }

  /** Skips the test, with the reason, unless the program is installed; else says where it is. */
  public static String installed(String name, String debianPackage) {
    List<Path> found =
        FOLDERS.stream().map(folder -> Path.of(folder, name)).filter(Files::isExecutable).toList();
    if (found.isEmpty()) {
      System.out.println("skipped: no " + name + " here; it is in Debian's " + debianPackage);
    }
    assumeTrue(!found.isEmpty(), name + " is not installed");
    return found.get(0).toString();
  }

  /** Starts a program and waits until it listens; its output goes to a file in {@code folder}. */
  public static Program start(Path folder, int port, String... command) throws IOException {
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroy();
        throw new IOException(
            command[0] + " does not listen: " + Files.readString(folder.resolve("output.txt")));
      }
      Thread.onSpinWait();
    }
    return new Program(process);
  }

  /** A port of loopback that is free, or was just now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  public static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(loopback(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
