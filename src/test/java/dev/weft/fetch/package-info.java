/**
 * What every fetcher must do, as contracts that each backend runs, and the server they run against:
 * {@link dev.weft.fetch.MisbehavingServer}, with its {@linkplain dev.weft.fetch.Misbehaviour named
 * misbehaviours}, which other rooms' tests use too.
 */
@NullMarked
package dev.weft.fetch;

import org.jspecify.annotations.NullMarked;
