/**
 * Whom both backends trust over TLS, and in which words they say that they do not: the platform's
 * verification of chain and name, asked again where it fails so that the reason is told apart.
 *
 * <p>Start with {@link dev.weft.fetch.tls.VerifyingTrust}; {@link dev.weft.fetch.tls.TlsFailure}
 * reads the reason out of whatever a library made of it. Runs on the threads of handshakes. Imports
 * {@code fetch}, {@code page} and {@code url}.
 */
@NullMarked
package dev.weft.fetch.tls;

import org.jspecify.annotations.NullMarked;
