package dev.weft.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.url.HostName;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressPolicyTest {
  private final AddressPolicy policy = AddressPolicy.publicOnly();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "fc00::1",
        "fdff::1",
        "ff02::1",
        "2001:db8::1",
        "3fff::1",
        "100::1",
        "2001:2::1",
        "64:ff9b:1::1"
      })
  void hostile04_specialAddressIsForbidden(String address) throws UnknownHostException {
    assertThat(policy.permits(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::7f00:1", // compatible
        "64:ff9b::7f00:1", // NAT64
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::1", // 6to4
        "2002:a00:1::",
        "2001:0:7f00:1::f7f7:f7f7", // Teredo, by its server
        "2001:0:808:808::80ff:fffe" // Teredo, by its client
      })
  void hostile04_addressThatCarriesASpecialOneIsForbidden(String address)
      throws UnknownHostException {
    assertThat(policy.permits(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void hostile04_mappedAddressIsJudgedByWhatItMaps() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    mapped[12] = 127;
    mapped[15] = 1;

    assertThat(policy.permits(InetAddress.getByAddress(mapped))).isFalse();
    assertThat(policy.permits(Inet6Address.getByAddress(null, mapped, 0))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0x7f.1", "2130706433", "127.1", "[::ffff:127.0.0.1]", "[::1]", "017700000001"})
  void hostile04_oddLiteralIsForbidden(String host) {
    InetAddress address = HostName.parse(host).flatMap(HostName::address).orElseThrow();

    assertThat(policy.permits(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2001:4860:4860::8888",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "2001:0:808:808::f7f7:f7f7"
      })
  void publicAddressIsPermitted(String address) throws UnknownHostException {
    assertThat(policy.permits(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void seedsMayBeAnywhereAndOthersOnlyWhereTheyArePublic() throws UnknownHostException {
    HostName seed = HostName.parse("intranet.example").orElseThrow();
    HostName other = HostName.parse("other.example").orElseThrow();
    InetAddress inside = InetAddress.getByName("10.0.0.1");
    InetAddress outside = InetAddress.getByName("8.8.8.8");
    AddressPolicy withSeed = AddressPolicy.withSeeds(Set.of(seed));

    assertThat(withSeed.permitted(seed, List.of(inside, outside))).containsExactly(inside, outside);
    assertThat(withSeed.permitted(other, List.of(inside, outside))).containsExactly(outside);
    assertThat(withSeed.permitted(other, List.of(inside))).isEmpty();
  }
}
