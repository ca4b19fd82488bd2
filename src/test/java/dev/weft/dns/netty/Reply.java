package dev.weft.dns.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;

/** A DNS message in the making (RFC 1035 §4.1), without compression. */
final class Reply {
  private static final int A = 1;
  private static final int CNAME = 5;
  private static final int SOA = 6;
  private static final int AAAA = 28;

  private final byte[] question;
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
  private final ByteArrayOutputStream authorities = new ByteArrayOutputStream();
  private int id;
  private int flags = 0x8180;
  private int answerCount;
  private int authorityCount;

  Reply(int id, byte[] question) {
    this.id = id;
    this.question = question;
  }

  Reply id(int other) {
    id = other;
    return this;
  }

  Reply code(int code) {
    flags |= code;
    return this;
  }

  Reply truncated() {
    flags |= 0x200;
    return this;
  }

  Reply address(String name, long ttl, String address) {
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return answer(name, bytes.length == 4 ? A : AAAA, ttl, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Reply alias(String name, long ttl, String target) {
    return answer(name, CNAME, ttl, name(target));
  }

  Reply soa(long ttl, long minimum) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(name("ns.test"));
    data.writeBytes(name("post.test"));
    for (long number : new long[] {1, 2, 3, 4, minimum}) {
      data.writeBytes(bytes(4, number));
    }
    authorityCount++;
    record(authorities, "test", SOA, ttl, data.toByteArray());
    return this;
  }

  private Reply answer(String name, int type, long ttl, byte[] data) {
    answerCount++;
    record(answers, name, type, ttl, data);
    return this;
  }

  private static void record(
      ByteArrayOutputStream to, String name, int type, long ttl, byte[] data) {
    to.writeBytes(name(name));
    to.writeBytes(bytes(2, type));
    to.writeBytes(bytes(2, 1));
    to.writeBytes(bytes(4, ttl));
    to.writeBytes(bytes(2, data.length));
    to.writeBytes(data);
  }

  private static byte[] bytes(int count, long number) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (number >> (8 * (count - 1 - i)));
    }
    return bytes;
  }

  static byte[] name(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      if (!label.isEmpty()) {
        bytes.write(label.length());
        bytes.writeBytes(label.getBytes(ISO_8859_1));
      }
    }
    bytes.write(0);
    return bytes.toByteArray();
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(id);
      out.writeShort(flags);
      out.writeShort(1);
      out.writeShort(answerCount);
      out.writeShort(authorityCount);
      out.writeShort(0);
      out.write(question);
      out.write(answers.toByteArray());
      out.write(authorities.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
