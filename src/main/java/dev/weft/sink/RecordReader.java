package dev.weft.sink;

import dev.weft.sink.SinkMark.FileMark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads back what a sink has made durable, to prove that it is whole. Holds one record in memory at
 * a time.
 */
public interface RecordReader {
  /**
   * Gives every record of these files to the visitor, in order, and reads no byte beyond their
   * marks.
   *
   * @param folder the output folder
   * @throws IOException if a file cannot be read; what is wrong inside of one is told to the
   *     visitor
   */
  void read(Path folder, List<FileMark> files, RecordVisitor visitor) throws IOException;
}
