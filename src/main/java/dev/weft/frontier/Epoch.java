package dev.weft.frontier;

import java.util.List;
import java.util.Map;

/**
 * What is committed together: it is in the state as a whole or not at all. Epochs are numbered from
 * 1 without a gap.
 *
 * @param changes the URLs' part
 * @param notes what the crawl wants to remember beside them, by name: totals, what it knows of
 *     hosts. Only those that changed; an empty text removes a note. All are read at start, so they
 *     must be few and short
 * @param files the files of all sinks as far as they hold this epoch's records; the whole list
 */
public record Epoch(
    long number, Changes changes, Map<String, String> notes, List<OutputFile> files) {
  public Epoch {
    notes = Map.copyOf(notes);
    files = List.copyOf(files);
    if (number < 1) {
      throw new IllegalArgumentException("epoch " + number + "; they are numbered from 1");
    }
  }
}
