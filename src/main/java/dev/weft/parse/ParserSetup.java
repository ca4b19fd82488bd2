package dev.weft.parse;

import java.time.Duration;

/**
 * What a crawl tells the parser it opens: what to look for, which links it knows, and how many
 * workers it may have, each for how long over one document.
 */
public record ParserSetup(
    ParseOptions options, KnownLinks known, int workers, Duration documentTimeMax) {}
