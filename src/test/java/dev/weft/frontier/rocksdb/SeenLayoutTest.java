package dev.weft.frontier.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.HostPace;
import dev.weft.frontier.SeenSet;
import dev.weft.frontier.StateDesk;
import dev.weft.frontier.Urls;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeenLayoutTest {
  private static final int VISITS = 100_000;

  @TempDir private Path folder;

  @Test
  void aPageVisitedAgainAndAgainTakesThePlaceOfOne() throws Exception {
    try (StateDesk desk =
        new StateDesk(
            () -> RocksDbState.open(folder.resolve("state"), 16 << 20),
            FrontierLimits.of(1_000, 100),
            new HostPace(0, 1),
            Long.MAX_VALUE)) {
      desk.admit("http://a.test/1");
      desk.finish(desk.lease());
      for (int visit = 2; visit <= VISITS; visit++) {
        desk.frontier.revisit(Urls.link("http://a.test/1"), visit, desk.now);
        desk.finish(desk.lease());
        if (visit % 10_000 == 0) {
          desk.commit();
        }
      }
      desk.restart();

      assertThat(desk.recovered.finished()).isEqualTo(VISITS);
      assertThat(desk.recovered.seen().size()).isEqualTo(1);
      assertThat(desk.recovered.seen().bytes()).isEqualTo(new SeenSet().bytes());
      assertThat(new SeenSet(Long.MAX_VALUE, VISITS).bytes()).isGreaterThan(new SeenSet().bytes());
    }
  }
}
