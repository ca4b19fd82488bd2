package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LanesTest {
  @Test
  void requestsSpreadEvenlyOverTheLanes() {
    Lanes lanes = new Lanes(4, 1);
    int[] taken = new int[4];
    for (int i = 0; i < 40; i++) {
      taken[lanes.take()]++;
    }
    assertThat(taken).containsOnly(10);
  }

  @Test
  void oneRequestAtATimeKeepsToItsLane() {
    Lanes lanes = new Lanes(4, 2);
    for (int i = 0; i < 10; i++) {
      int lane = lanes.take();
      assertThat(lane).isEqualTo(2);
      lanes.release(lane);
    }
  }

  @Test
  void anOriginThatSpeaksHttp2KeepsToTheLaneOfItsConnection() {
    Lanes lanes = new Lanes(4, 1);
    lanes.take();
    int second = lanes.take();
    lanes.answered(second, "h2");
    for (int i = 0; i < 10; i++) {
      assertThat(lanes.take()).isEqualTo(second);
    }
    lanes.answered(second, "http/1.1");
    assertThat(lanes.take()).isNotEqualTo(second);
  }

  @Test
  void releasingMoreThanWasTakenIsABrokenInvariant() {
    Lanes lanes = new Lanes(2, 0);
    lanes.release(lanes.take());
    assertThatThrownBy(() -> lanes.release(0)).isInstanceOf(IllegalStateException.class);
  }
}
