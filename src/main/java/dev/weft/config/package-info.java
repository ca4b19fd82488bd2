/**
 * What the user asks for, from a YAML file, the environment and flags, as the parts' own option
 * records; every mistake with its place and what is allowed.
 *
 * <p>Start with {@link dev.weft.config.CrawlOption}, the one table of options: the reader, the
 * command's help and the documentation are made from it. {@link dev.weft.config.ConfigReader} reads
 * the layers, {@link dev.weft.config.CrawlConfig} is the result.
 *
 * <p>May import {@code dev.weft} and the parts. Runs once at start, on the caller's thread.
 */
@NullMarked
package dev.weft.config;

import org.jspecify.annotations.NullMarked;
