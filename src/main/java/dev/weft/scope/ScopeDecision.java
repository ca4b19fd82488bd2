package dev.weft.scope;

/**
 * Whether a URL may be crawled, and the rule that settled it: {@code seed}, {@code host}, {@code
 * domain}, {@code prefix}, {@code any}, {@code scheme}, {@code max-hops 3}, {@code include}, {@code
 * exclude `*.pdf`}, {@code max-path-depth 30} or another limit against traps. A URL that no seed
 * reaches is refused by the kinds the seeds have, such as {@code host} or {@code host or prefix}.
 * Decisions of one scope are few and shared.
 */
public record ScopeDecision(boolean admitted, String rule) {}
