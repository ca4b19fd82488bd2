package dev.weft.control;

import java.nio.file.Path;
import java.time.Instant;

/** A process that takes a folder, says so in a line and holds it until its standard input ends. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] arguments) throws Exception {
    try (FolderLock lock = FolderLock.take(Path.of(arguments[0]), Instant.now())) {
      System.out.println(lock.owner().pid());
      System.out.flush();
      System.in.readAllBytes();
    }
  }
}
