package dev.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NoneSinkTest {
  @Test
  void whatIsWrittenLeavesNoFile() {
    try (NoneSink sink = new NoneSink()) {
      sink.open(SinkMark.NOTHING);
      sink.write(Pages.fetched(1));

      assertThat(sink.name()).isEqualTo("none");
      assertThat(sink.checkpoint()).isEqualTo(SinkMark.NOTHING);
    }
  }
}
