/**
 * The {@code weft} command: its subcommands, progress display, summary and exit codes.
 *
 * <p>Start at {@link dev.weft.cli.Main}. A command is one class that puts a crawl together; {@link
 * dev.weft.cli.CrawlRun} runs it to its end, whatever signals come; {@link
 * dev.weft.cli.SummaryText} and {@link dev.weft.cli.SummaryFile} tell how it went. All words for
 * people go through {@link dev.weft.cli.Terminal}, which lets no control character through.
 *
 * <p>May import every other package; none imports this one. Commands run on the main thread.
 */
@NullMarked
package dev.weft.cli;

import org.jspecify.annotations.NullMarked;
