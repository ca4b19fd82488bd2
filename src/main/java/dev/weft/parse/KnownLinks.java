package dev.weft.parse;

import dev.weft.url.Fingerprinter;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongPredicate;

/**
 * What a crawl tells its parser, so that no object is made of a link that the crawl knows already:
 * how it fingerprints canonical URLs, and which fingerprints it has certainly seen. {@code isKnown}
 * is cheap, may be asked by any thread, and may say false of a link that was seen; what the parser
 * then hands over is looked up again.
 *
 * <p>It is an offer: a parser may ignore it, or use it for some links only. A crawl that tells URLs
 * apart by another key than the fingerprint of their canonical form makes no such offer.
 */
public record KnownLinks(Fingerprinter fingerprinter, LongPredicate isKnown) {
  /** No link is known, as where nobody crawls; the key is a new one that no page can guess. */
  public static KnownLinks none() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new KnownLinks(
        new Fingerprinter(random.nextLong(), random.nextLong()), fingerprint -> false);
  }
}
