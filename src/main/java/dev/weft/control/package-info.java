/**
 * One run at a time in a folder, and a way to ask the one that runs.
 *
 * <p>Start with {@link dev.weft.control.FolderLock}, which a run holds from before it touches the
 * folder until it has ended; it tells others whose run it is. {@link
 * dev.weft.control.ControlServer} answers questions of other processes of the same user over a Unix
 * domain socket, {@link dev.weft.control.ControlClient} asks them.
 *
 * <p>Imports nothing. The server has one thread, {@code weft-control}; the rest runs on the
 * caller's.
 */
@NullMarked
package dev.weft.control;

import org.jspecify.annotations.NullMarked;
