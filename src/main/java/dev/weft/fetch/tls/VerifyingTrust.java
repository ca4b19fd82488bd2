package dev.weft.fetch.tls;

import dev.weft.page.FetchFailure;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The platform's verification of chain and hostname, with the reason it failed told apart by asking
 * again rather than by reading messages; and, unlike the JDK's, never content with a common name
 * (RFC 9110 §4.3.4: the reference identity is matched against the subject alternative name).
 */
public final class VerifyingTrust extends X509ExtendedTrustManager {
  private static final int SAN_DNS = 2;
  private static final int SAN_ADDRESS = 7;

  private final X509ExtendedTrustManager platform;

  /** Around what {@link #platform} gives. */
  public VerifyingTrust(X509ExtendedTrustManager platform) {
    this.platform = platform;
  }

  /** The JDK's trust manager over {@code roots}, or over the runtime's own. */
  public static X509ExtendedTrustManager platform(@Nullable KeyStore roots)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(roots);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, authType, () -> platform.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, authType, () -> platform.checkServerTrusted(chain, authType, socket));
  }

  private void check(X509Certificate[] chain, String authType, PlatformCheck byPlatform)
      throws CertificateException {
    try {
      byPlatform.run();
    } catch (CertificateException e) {
      throw new Refused(reason(chain, authType, e), e);
    }
    if (!hasAlternativeName(chain[0])) {
      throw new Refused(
          FetchFailure.TLS_WRONG_HOST,
          new CertificateException("the certificate has no subject alternative name"));
    }
  }

  private FetchFailure reason(X509Certificate[] chain, String authType, CertificateException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return FetchFailure.TLS_EXPIRED;
      }
      if (cause instanceof CertificateNotYetValidException) {
        return FetchFailure.TLS_NOT_YET_VALID;
      }
    }
    try {
      platform.checkServerTrusted(chain, authType);
      return FetchFailure.TLS_WRONG_HOST;
    } catch (CertificateException untrusted) {
      return FetchFailure.TLS_UNTRUSTED;
    }
  }

  private static boolean hasAlternativeName(X509Certificate certificate)
      throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names != null) {
      for (List<?> name : names) {
        if (name.get(0) instanceof Integer type && (type == SAN_DNS || type == SAN_ADDRESS)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("a server is verified with its name only");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("there are no clients here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("there are no clients here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("there are no clients here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return platform.getAcceptedIssuers();
  }

  @FunctionalInterface
  private interface PlatformCheck {
    void run() throws CertificateException;
  }

  /** A certificate refused, and why. */
  public static final class Refused extends CertificateException {
    private static final long serialVersionUID = 1;

    private final FetchFailure reason;

    Refused(FetchFailure reason, CertificateException cause) {
      super(cause.getMessage(), cause);
      this.reason = reason;
    }

    /** What it is in a record. */
    public FetchFailure reason() {
      return reason;
    }
  }
}
