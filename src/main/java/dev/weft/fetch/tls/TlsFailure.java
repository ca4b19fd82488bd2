package dev.weft.fetch.tls;

import dev.weft.page.FetchFailure;

/**
 * Why a handshake failed, in the words of {@link FetchFailure}; a library's message decides only
 * how that is put.
 */
public record TlsFailure(FetchFailure reason, String message) {
  /** The failure behind an exception. */
  public static TlsFailure of(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof VerifyingTrust.Refused refused) {
        return new TlsFailure(
            refused.reason(), "the certificate is refused: " + refused.getMessage());
      }
      String message = String.valueOf(each.getMessage());
      if (message.startsWith("not an SSL/TLS record") || message.contains("unrecognized SSL")) {
        return new TlsFailure(FetchFailure.TLS_FAILED, "the server does not speak TLS");
      }
    }
    return new TlsFailure(
        FetchFailure.TLS_FAILED, "the TLS handshake failed: " + cause.getMessage());
  }
}
