package dev.weft.fetch;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;

/** Certificates made for one test run, below a root of its own. */
public final class Certificates {
  private static final Duration DAY = Duration.ofDays(1);

  private final X509Bundle root = root();
  private final Instant now = Instant.now();

  /** What a client trusts that trusts the root. */
  public KeyStore roots() throws Exception {
    KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
    roots.load(null, null);
    roots.setCertificateEntry("root", root.getCertificate());
    return roots;
  }

  public SSLContext goodFor(String... names) throws Exception {
    return server(bundleFor(names));
  }

  /** Writes {@code cert.pem} and {@code key.pem}, as servers of another make want them. */
  public void writeFor(Path folder, String... names) throws Exception {
    X509Bundle bundle = bundleFor(names);
    Files.writeString(folder.resolve("cert.pem"), bundle.getCertificatePathPEM());
    Files.writeString(folder.resolve("key.pem"), bundle.getPrivateKeyPEM());
  }

  private X509Bundle bundleFor(String... names) throws Exception {
    CertificateBuilder builder = leaf();
    for (String name : names) {
      builder.addSanDnsName(name);
    }
    return builder.addSanIpAddress("127.0.0.1").buildIssuedBy(root);
  }

  SSLContext expired() throws Exception {
    CertificateBuilder builder = leaf().notBefore(now.minus(DAY.multipliedBy(9)));
    return server(builder.notAfter(now.minus(DAY)).addSanDnsName("localhost").buildIssuedBy(root));
  }

  SSLContext notYetValid() throws Exception {
    CertificateBuilder builder = leaf().notBefore(now.plus(DAY));
    return server(
        builder
            .notAfter(now.plus(DAY.multipliedBy(9)))
            .addSanDnsName("localhost")
            .buildIssuedBy(root));
  }

  SSLContext selfSigned() throws Exception {
    return server(
        leaf().setIsCertificateAuthority(true).addSanDnsName("localhost").buildSelfSigned());
  }

  SSLContext ofAnUnknownRoot() throws Exception {
    return server(leaf().addSanDnsName("localhost").buildIssuedBy(root()));
  }

  /** Of an intermediate authority that the server does not send along. */
  SSLContext withoutItsIntermediate() throws Exception {
    X509Bundle intermediate =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=Intermediate of a test")
            .setIsCertificateAuthority(true)
            .buildIssuedBy(root);
    X509Bundle leaf = leaf().addSanDnsName("localhost").buildIssuedBy(intermediate);
    return server(
        X509Bundle.fromCertificatePath(
            new X509Certificate[] {leaf.getCertificate()},
            root.getCertificate(),
            leaf.getKeyPair()));
  }

  SSLContext withACommonNameOnly() throws Exception {
    return server(leaf().buildIssuedBy(root));
  }

  private static CertificateBuilder leaf() {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=localhost")
        .addExtendedKeyUsageServerAuth();
  }

  private static X509Bundle root() {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject("CN=Root of a test")
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException("no root certificate", e);
    }
  }

  private static SSLContext server(X509Bundle bundle) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
    return context;
  }
}
