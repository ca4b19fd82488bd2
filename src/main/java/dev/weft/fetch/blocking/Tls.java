package dev.weft.fetch.blocking;

import dev.weft.fetch.TlsOptions;
import dev.weft.fetch.tls.ServerName;
import dev.weft.fetch.tls.VerifyingTrust;
import dev.weft.url.Origin;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** The client's half of TLS 1.2 and 1.3 by the JDK, sessions resumed per host and port. */
final class Tls {
  private final SSLContext context;

  Tls(TlsOptions options) throws GeneralSecurityException {
    TrustManager trust = new VerifyingTrust(VerifyingTrust.platform(options.roots()));
    context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {trust}, null);
  }

  /** A socket over {@code tcp} whose handshake is still to be made. */
  SSLSocket over(Socket tcp, Origin origin) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(tcp, ServerName.of(origin), origin.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    socket.setSSLParameters(parameters);
    return socket;
  }
}
