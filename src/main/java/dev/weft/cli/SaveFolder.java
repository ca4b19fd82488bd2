package dev.weft.cli;

import dev.weft.cli.SavedNames.Name;
import dev.weft.page.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder that bodies are saved in, one file each. No file is ever written over, and none is
 * written through a link: a name that is taken gets the number of its URL in the list, and if that
 * is taken too, by an earlier run, another number.
 */
final class SaveFolder {
  /** Earlier runs that left a file of the same name and number. */
  private static final int TRIES_MAX = 10_000;

  private final Path folder;

  private SaveFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder if it is missing. */
  static SaveFolder open(Path folder) throws CommandFailure {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(ExitCode.USAGE, folder + " is a file; give --save a folder");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.STORAGE,
          folder + " cannot be made: " + OutputFolder.reason(e) + "; give another --save");
    }
    if (!Files.isWritable(folder)) {
      throw new CommandFailure(
          ExitCode.STORAGE, folder + " cannot be written to; give another --save");
    }
    return new SaveFolder(folder);
  }

  /** Saves a body and gives its file. */
  Path save(Body content, Name name, long index) throws IOException {
    Path path = folder.resolve(name.plain());
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      try (OutputStream out =
          Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        write(content, out);
        return path;
      } catch (FileAlreadyExistsException e) {
        path = folder.resolve(name.numbered(tries == 0 ? "" + index : index + "-" + tries));
      } catch (IOException e) {
        Files.deleteIfExists(path);
        throw e;
      }
    }
    throw new IOException(
        folder + " holds " + TRIES_MAX + " files named like " + path + "; use another folder");
  }

  private static void write(Body content, OutputStream out) throws IOException {
    try (InputStream bytes = content.open()) {
      bytes.transferTo(out);
    }
  }
}
