package dev.weft.verify;

import java.util.List;
import java.util.Map;

/**
 * What a proof found. {@code finished} URLs have a record coming to them, {@code dropped} have none
 * because the scope had changed before they were fetched; {@code records} were read back, by sink.
 * {@code problems} are told as far as there is room, {@code problemCount} counts all; {@code
 * remarks} are no problems, such as what will be cut off at the next start.
 */
public record Findings(
    long epoch,
    long finished,
    long dropped,
    Map<String, Long> records,
    long files,
    long fileBytes,
    long problemCount,
    List<String> problems,
    List<String> remarks) {
  public Findings {
    records = Map.copyOf(records);
    problems = List.copyOf(problems);
    remarks = List.copyOf(remarks);
  }

  /** Whether everything is as it must be. */
  public boolean isRight() {
    return problemCount == 0;
  }
}
