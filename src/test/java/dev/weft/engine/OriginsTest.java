package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginsTest {
  private static final int ORIGINS_MAX = 3;

  private final Origins origins = new Origins(2, ORIGINS_MAX);

  @Test
  void theOriginUsedLongestAgoIsForgottenFirst() {
    OriginState first = origins.of(origin(1));
    OriginState second = origins.of(origin(2));
    origins.of(origin(3));
    assertThat(origins.of(origin(1))).isSameAs(first);
    origins.of(origin(4));

    assertThat(origins.of(origin(1))).isSameAs(first);
    assertThat(origins.of(origin(2))).isNotSameAs(second);
  }

  @Test
  void anOriginWithARequestInTheAirOrAPreparationUnderWayStays() {
    OriginState asked = origins.of(origin(1));
    int lane = asked.lanes.take();
    OriginState prepared = origins.of(origin(2));
    prepared.preparing(true);
    for (int i = 3; i < 20; i++) {
      origins.of(origin(i));
    }
    assertThat(origins.of(origin(1))).isSameAs(asked);
    assertThat(origins.of(origin(2))).isSameAs(prepared);

    asked.lanes.release(lane);
    prepared.preparing(false);
    for (int i = 3; i < 20; i++) {
      origins.of(origin(i));
    }
    assertThat(origins.of(origin(1))).isNotSameAs(asked);
    assertThat(origins.of(origin(2))).isNotSameAs(prepared);
  }

  @Test
  void manyThatMustStayDoNotKeepTheOthers() {
    int originsMax = 40;
    Origins roomy = new Origins(2, originsMax);
    List<OriginState> busy = new ArrayList<>();
    for (int i = 0; i < originsMax / 2; i++) {
      OriginState state = roomy.of(origin(i));
      state.preparing(true);
      busy.add(state);
    }
    for (int i = originsMax; i < 100 * originsMax; i++) {
      roomy.of(origin(i));
      assertThat(roomy.size()).isLessThanOrEqualTo(originsMax + 4);
    }

    assertThat(busy).allMatch(state -> roomy.of(state.origin) == state);
  }

  private static Origin origin(int number) {
    return CrawlUrl.parse("http://h" + number + ".test/").orElseThrow().origin();
  }
}
