package dev.weft.dns.netty;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The records of one message that matter here. Names are compared without regard to case, with
 * their final dot. Records of names nobody asked for are never looked at.
 */
final class Answers {
  /** No SOA record is there to say. */
  static final long NO_SOA = -1;

  private static final int MINIMUM_BYTES = 4;
  private static final int LABEL_CHARS_MAX = 63;

  /** With dots for lengths, and without the two that are no dots, of 255 bytes. */
  private static final int NAME_CHARS_MAX = 254;

  private final DnsResponse response;
  private final DnsRecordType type;
  private final int addressBytes;

  Answers(DnsResponse response, DnsRecordType type) {
    this.response = response;
    this.type = type;
    this.addressBytes = type.equals(DnsRecordType.A) ? 4 : 16;
  }

  /** Whether a name in canonical form fits into a question (RFC 1035 §2.3.4). */
  static boolean isName(String name) {
    if (name.length() > NAME_CHARS_MAX || !name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return false;
    }
    for (String label : name.substring(0, name.length() - 1).split("\\.", -1)) {
      if (label.isEmpty() || label.length() > LABEL_CHARS_MAX) {
        return false;
      }
    }
    return true;
  }

  /** A name as records have it. */
  static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower : lower + ".";
  }

  /** The addresses of a name, and their least time to live. */
  Verdict.@Nullable Found addresses(String name) {
    List<InetAddress> addresses = new ArrayList<>();
    long ttl = Long.MAX_VALUE;
    for (DnsRecord record : of(name, type)) {
      ByteBuf content = ((DnsRawRecord) record).content();
      if (content.readableBytes() == addressBytes) {
        addresses.add(address(content));
        ttl = Math.min(ttl, record.timeToLive());
      }
    }
    return addresses.isEmpty() ? null : new Verdict.Found(addresses, ttl);
  }

  /** Where a name leads. */
  record Alias(String target, long ttlSeconds) {}

  /** The CNAME of a name. */
  @Nullable Alias alias(String name) {
    for (DnsRecord record : of(name, DnsRecordType.CNAME)) {
      ByteBuf content = ((DnsRawRecord) record).content();
      String target = DefaultDnsRecordDecoder.decodeName(content.duplicate());
      return new Alias(canonical(target), record.timeToLive());
    }
    return null;
  }

  /** How long there is nothing, by the SOA record (RFC 2308 §5), or {@link #NO_SOA}. */
  long negativeTtlSeconds() {
    int count = response.count(DnsSection.AUTHORITY);
    for (int i = 0; i < count; i++) {
      DnsRecord record = response.recordAt(DnsSection.AUTHORITY, i);
      if (record.type().equals(DnsRecordType.SOA) && record instanceof DnsRawRecord raw) {
        ByteBuf content = raw.content();
        if (content.readableBytes() >= MINIMUM_BYTES) {
          long minimum = content.getUnsignedInt(content.writerIndex() - MINIMUM_BYTES);
          return Math.min(minimum, record.timeToLive());
        }
      }
    }
    return NO_SOA;
  }

  private List<DnsRecord> of(String name, DnsRecordType wanted) {
    List<DnsRecord> found = new ArrayList<>();
    int count = response.count(DnsSection.ANSWER);
    for (int i = 0; i < count; i++) {
      DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
      if (record.type().equals(wanted)
          && record.dnsClass() == DnsRecord.CLASS_IN
          && record instanceof DnsRawRecord
          && canonical(record.name()).equals(name)) {
        found.add(record);
      }
    }
    return found;
  }

  private static InetAddress address(ByteBuf content) {
    byte[] bytes = new byte[content.readableBytes()];
    content.getBytes(content.readerIndex(), bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes, not " + bytes.length, e);
    }
  }
}
