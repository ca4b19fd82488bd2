package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NotesTest {
  @Test
  void earlierNotesAreFoundByTheBeginningOfTheirNames() {
    Notes notes = new Notes(Map.of("rest/b", "2", "rest/a", "1", "resting", "3", "totals", "4"));

    assertThat(notes.recovered("rest/")).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThat(notes.recovered("totals")).containsOnly(Map.entry("", "4"));
    assertThat(notes.recovered("none/")).isEmpty();
  }

  @Test
  void whereNobodyTakesNotesNoneAreKept() {
    Notes notes = Notes.off();
    notes.put("a", "1");
    notes.remove("b");

    assertThat(notes.take()).isEmpty();
    assertThat(notes.recovered("a")).isEmpty();
  }

  @Test
  void onlyWhatChangedIsTakenAndOnlyOnce() {
    Notes notes = new Notes(Map.of("a", "1"));
    notes.put("b", "2");
    notes.remove("a");

    assertThat(notes.take()).containsOnly(Map.entry("a", ""), Map.entry("b", "2"));
    assertThat(notes.take()).isEmpty();
  }
}
