package dev.weft.fetch;

import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * Whom a backend trusts: the certificates in {@code roots}, or those of the Java runtime if that is
 * null. Hostname and chain are always verified; there is no switch.
 */
public record TlsOptions(@Nullable KeyStore roots) {
  /** The roots of the Java runtime. */
  public static final TlsOptions RUNTIME_ROOTS = new TlsOptions(null);
}
