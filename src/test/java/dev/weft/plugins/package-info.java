/**
 * Plugins as their authors make them, from the sources in {@code src/test/plugins}, and what the
 * command does with them, good and bad. Start at {@link dev.weft.plugins.PluginJar}.
 */
@NullMarked
package dev.weft.plugins;

import org.jspecify.annotations.NullMarked;
