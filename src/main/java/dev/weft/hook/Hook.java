package dev.weft.hook;

/**
 * Code of a user's that takes part in a crawl. A class implements as many of the kinds below as it
 * likes; one object is asked by many threads at once.
 *
 * <table>
 *   <caption>When each kind is asked</caption>
 *   <tr><th>kind</th><th>asked</th></tr>
 *   <tr><td>{@link RequestHook}</td><td>before each request for a page</td></tr>
 *   <tr><td>{@link ResponseHook}</td><td>after each answer, before it is read</td></tr>
 *   <tr><td>{@link RetryHook}</td><td>after each try, whether there will be another</td></tr>
 *   <tr><td>{@link OutlinkHook}</td><td>for each link of a page that the crawl does not know</td></tr>
 *   <tr><td>{@link ScopeHook}</td><td>for each URL that the other rules would let in</td></tr>
 *   <tr><td>{@link PageHook}</td><td>for each finished page, before it is written</td></tr>
 * </table>
 *
 * <p>What a hook throws costs the URL it was asked about, which then has the error {@code
 * hookFailed}, and nothing else. A call that takes longer than {@link Hooks#timeMax} is interrupted
 * and counts as thrown. A hook that hangs again and again is waited for, and the crawl with it, for
 * up to twenty times that; only then does what it would have been asked about fail the same way,
 * until it keeps its time again. When a crawl is cancelled, hooks that are at work are interrupted.
 * robots.txt is asked for without them.
 *
 * <p>{@link Hooks#found} finds hooks in jars that name their classes in {@code
 * META-INF/services/dev.weft.hook.Hook}.
 */
public interface Hook {}
