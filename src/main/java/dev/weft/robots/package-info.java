/**
 * What robots.txt (RFC 9309) and pages ask of us, however they were fetched.
 *
 * <p>Start with {@link dev.weft.robots.RobotsReader}: it says what an answer for {@code
 * /robots.txt} means. {@link dev.weft.robots.RobotsRules} are the rules of one origin, {@link
 * dev.weft.robots.RobotsCache} keeps them for as long as they hold. What a single page asks is
 * {@link dev.weft.robots.PageRobots}.
 *
 * <p>Imports {@code dev.weft.url}. Rules are immutable, any thread; the cache is used by the crawl
 * loop alone.
 */
@NullMarked
package dev.weft.robots;

import org.jspecify.annotations.NullMarked;
