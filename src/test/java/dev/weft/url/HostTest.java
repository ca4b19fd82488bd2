package dev.weft.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
  private static Optional<String> host(String text) {
    return HostName.parse(text).map(HostName::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0.0.0",
    "00, 0.0.0.0",
    "0x, 0.0.0.0",
    "0X.0, 0.0.0.0",
    "1, 0.0.0.1",
    "1.2, 1.0.0.2",
    "1.2.3, 1.2.0.3",
    "1.2.3.4., 1.2.3.4",
    "1.65536, 1.1.0.0",
    "0x7f.1, 127.0.0.1",
    "0x7F.0.0.0x1, 127.0.0.1",
    "017700000001, 127.0.0.1",
    "2130706433, 127.0.0.1",
    "4294967295, 255.255.255.255",
    "%31%2e2, 1.0.0.2",
    "\uff11\u3002\uff12, 1.0.0.2",
    "0000000000000000000000000000000000000001, 0.0.0.1",
    "255.255.255.0377, 255.255.255.255"
  })
  void ipv4IsReadInAllItsForms(String text, String address) {
    assertThat(host(text)).contains(address);
    assertThat(HostName.parse(text).orElseThrow().isIpLiteral()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4294967296",
        "99999999999999999999999",
        "1.2.3.256",
        "1.2.3.4.5",
        "256.1",
        "1.16777216",
        "1.2.65536",
        "08",
        "1.09",
        "a.1",
        "a.0x",
        "1..2",
        "1.2.3.4..5",
        "0xg.1",
        "1.2.3.4.5.",
        "-1.2",
        "1 .2",
        "0x100000000"
      })
  void hostThatEndsInANumberIsAnAddressOrNothing(String text) {
    assertThat(host(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.a",
        "0xg",
        "1e3",
        "1..",
        ".",
        "a..",
        "1.2.3.4.com",
        "0x.a",
        "-",
        "a_b",
        "1-2"
      })
  void hostThatDoesNotEndInANumberIsADomain(String text) {
    assertThat(host(text)).contains(text);
    assertThat(HostName.parse(text).orElseThrow().isIpLiteral()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "[::], [::]",
    "[0:0:0:0:0:0:0:0], [::]",
    "[::1], [::1]",
    "[1::], [1::]",
    "[1:0:0:2:0:0:0:3], [1:0:0:2::3]",
    "[1:0:0:2:0:0:3:4], [1::2:0:0:3:4]",
    "[1:0:2:3:4:5:6:7], [1:0:2:3:4:5:6:7]",
    "[0:1:2:3:4:5:6:7], [0:1:2:3:4:5:6:7]",
    "[1:2:3:4:5:6:7::], [1:2:3:4:5:6:7:0]",
    "[::2:3:4:5:6:7:8], [0:2:3:4:5:6:7:8]",
    "[2001:0DB8::00aB], [2001:db8::ab]",
    "[::ffff:1.2.3.4], [::ffff:102:304]",
    "[1:2:3:4:5:6:127.0.0.1], [1:2:3:4:5:6:7f00:1]",
    "[::255.255.255.255], [::ffff:ffff]"
  })
  void ipv6IsCompressed(String text, String address) {
    assertThat(host(text)).contains(address);
    assertThat(host(address)).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[:]",
        "[:1]",
        "[1:]",
        "[:::]",
        "[1::2::3]",
        "[1:2:3:4:5:6:7]",
        "[1:2:3:4:5:6:7:8:9]",
        "[12345::]",
        "[g::]",
        "[::1%eth0]",
        "[::1.2.3]",
        "[::1.2.3.4.5]",
        "[::01.2.3.4]",
        "[::256.2.3.4]",
        "[1:2:3:4:5:6:7:1.2.3.4]",
        "[::1.2.3.4:5]",
        "[::1.2.3.]",
        "[::.1.2.3]",
        "[::1",
        "::1",
        "[::1]a",
        "[1:2:3:4:5:6:7:8::]",
        "[::1:]",
        "[ ::1]"
      })
  void malformedIpv6IsNoHost(String text) {
    assertThat(host(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "B\u00dcCHER.example, xn--bcher-kva.example",
    "fa\u00df.de, xn--fa-hia.de",
    "a\u3002b\uff0ec\uff61d, a.b.c.d",
    "xn--a\u00fc.de, ''",
    "\u00fc..de, xn--tda..de",
    "-\u00fc-.de, xn-----xka.de",
    "%C3%BC.de, xn--tda.de",
    "%c3%bc%2Ede, xn--tda.de",
    "\u2603.net, xn--n3h.net",
    "\ud83d\ude00.com, xn--e28h.com",
    "XN--BCHER-KVA.de, xn--bcher-kva.de",
    "xn--8i7caa.example, ''",
    "\u00fc.xn--8i7caa, ''",
    "\u00fc.xn--, ''",
    "\u00fc.xn--a-, ''",
    "a\u200db.com, ''",
    "\u0915\u094d\u200d\u0937.com, xn--11b2ezcw70k.com",
    "\u05d0a.com, ''",
    "\u05d01.com, xn--1-zhc.com",
    "1\u05d0.com, ''",
    "\u05d0.1a, ''",
    "\ud800.com, ''",
    "%FF.com, ''",
    "%ED%A0%80.com, ''",
    "a%00b, ''",
    "a%2fb, ''",
    "a%, ''",
    "\u2100.com, ''",
    "\u2260.com, xn--1ch.com"
  })
  void internationalDomainsFollowUts46(String text, String ascii) {
    assertThat(host(text).orElse("")).isEqualTo(ascii);
  }

  @Test
  void lengthsOfDnsDoNotBind() {
    assertThat(host("a".repeat(64) + ".com")).isPresent();
    assertThat(host("\u00fc" + "a".repeat(80) + ".com")).isPresent();
    assertThat(host("a.".repeat(200) + "\u00fc")).isPresent();
  }

  @Test
  void labelTooLongForPunycodeIsNoHost() {
    assertThat(host("\u00fc".repeat(900))).isPresent();
    assertThat(host("\u00fc".repeat(2_000))).isEmpty();
    assertThat(host("\u00fc.xn--" + "a".repeat(3_000))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST.", "a.localhost", "a.b.localhost.", "%6cocalhost"})
  void namesUnderLocalhostAreLoopback(String text) {
    assertThat(HostName.parse(text).orElseThrow().isLoopbackName()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost.com", "notlocalhost", "127.0.0.1", "localhos", "localhost.."})
  void otherNamesAreNotLoopback(String text) {
    assertThat(HostName.parse(text).orElseThrow().isLoopbackName()).isFalse();
  }

  @Test
  void addressIsKnownWithoutALookUp() throws UnknownHostException {
    assertThat(HostName.parse("0x7f.1").orElseThrow().address())
        .contains(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    byte[] six = new byte[16];
    six[0] = 0x20;
    six[15] = 1;
    assertThat(HostName.parse("[2000::1]").orElseThrow().address())
        .contains(InetAddress.getByAddress(six));
    assertThat(HostName.parse("[::ffff:10.0.0.1]").orElseThrow().address())
        .contains(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}));
    assertThat(HostName.parse("example.com").orElseThrow().address()).isEmpty();
    assertThat(HostName.parse("4chan.org4a").orElseThrow().address()).isEmpty();
  }

  @Test
  void emptyTextIsNoHost() {
    assertThat(HostName.parse("")).isEmpty();
  }
}
