package dev.weft.scope;

import java.util.List;

/**
 * The seeds that could be read, in the order they were written, and a sentence for each line that
 * could not, such as {@code seeds/news.txt:7: …}.
 */
public record SeedList(List<Seed> seeds, List<String> problems) {
  public SeedList {
    seeds = List.copyOf(seeds);
    problems = List.copyOf(problems);
  }
}
