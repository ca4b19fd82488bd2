package dev.weft.fetch.netty;

import dev.weft.page.FetchFailure;
import io.netty.handler.ssl.NotSslRecordException;

/** Why a handshake failed, in the words of {@link FetchFailure}. */
record TlsFailure(FetchFailure reason, String message) {
  static TlsFailure of(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof VerifyingTrust.Refused refused) {
        return new TlsFailure(
            refused.reason(), "the certificate is refused: " + refused.getMessage());
      }
      if (each instanceof NotSslRecordException) {
        return new TlsFailure(FetchFailure.TLS_FAILED, "the server does not speak TLS");
      }
    }
    return new TlsFailure(
        FetchFailure.TLS_FAILED, "the TLS handshake failed: " + cause.getMessage());
  }
}
