package dev.weft.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * The private folder of a socket. A socket cannot be where the records are, because its whole path
 * must fit into {@value Limits#SOCKET_PATH_BYTES_MAX} bytes; and who may speak to it is decided by
 * the folder's permissions, because some systems ignore the socket's own.
 */
record SocketFolder(Path path) {
  private static final String PREFIX = "weft-";
  private static final String SOCKET = "control";
  private static final String RUNTIME_VARIABLE = "XDG_RUNTIME_DIR";

  /**
   * Makes a folder that nobody else may enter: for runtime files where there is one, or for any.
   */
  static SocketFolder create(Map<String, String> environment) throws IOException {
    String runtime = environment.getOrDefault(RUNTIME_VARIABLE, "");
    IOException problem = new IOException("no folder for a socket");
    for (String root : List.of(runtime, System.getProperty("java.io.tmpdir", ""), "/tmp")) {
      if (root.isEmpty()) {
        continue;
      }
      try {
        return create(Path.of(root).toAbsolutePath());
      } catch (IOException e) {
        problem.addSuppressed(e);
      }
    }
    throw problem;
  }

  private static SocketFolder create(Path root) throws IOException {
    var onlyMine =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    SocketFolder folder = new SocketFolder(Files.createTempDirectory(root, PREFIX, onlyMine));
    int bytes = folder.socket().toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > Limits.SOCKET_PATH_BYTES_MAX) {
      folder.delete();
      throw new IOException(
          folder.socket()
              + " has "
              + bytes
              + " bytes; a socket's path has at most "
              + Limits.SOCKET_PATH_BYTES_MAX);
    }
    return folder;
  }

  Path socket() {
    return path.resolve(SOCKET);
  }

  void delete() throws IOException {
    Files.deleteIfExists(socket());
    Files.deleteIfExists(path);
  }

  /**
   * Takes away what a run that crashed has left. The path comes from a file that anybody may have
   * written, so only what looks like such a socket in such a folder is deleted.
   */
  static void deleteLeftOver(Path socket) {
    Path parent = socket.getParent();
    if (parent == null
        || !socket.endsWith(SOCKET)
        || !String.valueOf(parent.getFileName()).startsWith(PREFIX)) {
      return;
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isOther()) {
        new SocketFolder(parent).delete();
      }
    } catch (IOException e) {
      // Gone, or not ours to delete: it is in a folder for temporary files.
      return;
    }
  }
}
