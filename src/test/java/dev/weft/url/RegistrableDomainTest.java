package dev.weft.url;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.corpora.Corpora;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class RegistrableDomainTest {
  private static final Pattern CASE =
      Pattern.compile("checkPublicSuffix\\('([^']+)', (?:'([^']+)'|null)\\);");

  @Test
  void thePublishedCasesComeOutAsPublished() throws IOException {
    List<String> wrong = new ArrayList<>();
    int judged = 0;
    for (String line : Corpora.lines("test_psl.txt")) {
      Matcher row = CASE.matcher(line);
      if (!row.lookingAt() || row.group(1).startsWith(".")) {
        continue;
      }
      judged++;
      HostName host = host(row.group(1));
      String expected =
          Optional.ofNullable(row.group(2)).map(d -> host(d).toString()).orElse(host.toString());
      if (!RegistrableDomain.of(host).equals(expected)) {
        wrong.add(line + " but was " + RegistrableDomain.of(host));
      }
      if (RegistrableDomain.isPublicSuffix(host) != (row.group(2) == null)) {
        wrong.add(line + " but isPublicSuffix is " + RegistrableDomain.isPublicSuffix(host));
      }
    }

    assertThat(judged).isGreaterThan(70);
    assertThat(wrong).isEmpty();
  }

  private static HostName host(String text) {
    return HostName.parse(text).orElseThrow();
  }
}
