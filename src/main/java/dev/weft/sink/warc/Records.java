package dev.weft.sink.warc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Body;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.page.Page.Reply;
import dev.weft.page.Transcript;
import dev.weft.page.Truncation;
import dev.weft.sink.warc.Originals.Original;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.WarcTruncationReason;
import org.netpreserve.jwarc.Warcinfo;

/**
 * Turns pages into records: a {@code request} and a {@code response} if an answer came, the latter
 * a {@code revisit} if the same payload was written before, or the server says that it is still the
 * same; and always a {@code metadata} record that says how the URL was found and what became of it,
 * with SHA-1 digests of block and payload, which every index expects.
 */
final class Records {
  private static final MessageVersion VERSION = MessageVersion.WARC_1_1;

  private final Limits limits;
  private final Originals originals;
  private final MessageDigest blockDigest = sha1();
  private final MessageDigest payloadDigest = sha1();

  Records(Limits limits) {
    this.limits = limits;
    this.originals = new Originals(limits.originalsMax());
  }

  /** Where records go. */
  interface Target {
    /** Takes a record with its block; {@code isIndexed} if it can be replayed. */
    void take(WarcRecord record, HttpBlock block, boolean isIndexed) throws IOException;
  }

  /** The first record of a file. */
  void giveInfo(String file, String software, Instant date, Target to) throws IOException {
    String name = file.substring(file.lastIndexOf('/') + 1);
    HttpBlock block = HttpBlock.of("", fields(new Fields().software(software)));
    WarcDigest digest = digest(block).block();
    Warcinfo.Builder info =
        new Warcinfo.Builder().version(VERSION).date(date).filename(name).blockDigest(digest);
    to.take(describe(info, MediaType.WARC_FIELDS, block), block, false);
  }

  /** Gives the records of a page. */
  void give(Page page, Instant date, Target to) throws IOException {
    Reply reply = page.reply();
    UUID answer = null;
    if (reply != null) {
      answer = UUID.randomUUID();
      if (reply.transcript() != null) {
        giveRequest(page, reply.transcript(), answer, date, to);
      }
      giveAnswer(page, reply, answer, date, to);
    }
    giveMetadata(page, answer, date, to);
  }

  private void giveRequest(Page page, Transcript transcript, UUID answer, Instant date, Target to)
      throws IOException {
    HttpBlock block =
        HttpBlock.of(HttpText.withoutSecrets(transcript), transcript.requestContent());
    WarcRequest.Builder request =
        new WarcRequest.Builder(page.url().href())
            .version(VERSION)
            .date(date)
            .blockDigest(digest(block).block())
            .concurrentTo(HttpText.urn(answer));
    to.take(describe(request, MediaType.HTTP_REQUEST, block), block, false);
  }

  private void giveAnswer(Page page, Reply reply, UUID id, Instant date, Target to)
      throws IOException {
    Truncation cut = truncation(reply);
    HttpBlock block =
        new HttpBlock(
            HttpText.answerHead(reply),
            reply.wire() == null ? Body.EMPTY : reply.wire(),
            HttpText.isChunked(page, reply),
            cut == null,
            limits.runBytes(),
            HttpText.isPacked(reply));
    Digests digests = digest(block);
    if (page.disposition() == Disposition.UNCHANGED) {
      to.take(notModified(page, reply, id, date, block, digests.block()), block, true);
      return;
    }
    String payload = digests.payload().prefixedBase32();
    Original original = block.body().length() == 0 || cut != null ? null : originals.find(payload);
    WarcCaptureRecord record;
    HttpBlock written = block;
    if (original == null) {
      WarcResponse.Builder response = new WarcResponse.Builder(page.url().href());
      fill(response, reply, id, date, digests.block(), digests.payload());
      if (cut != null) {
        response.truncated(WarcTruncationReason.valueOf(cut.name()));
      }
      record = describe(response, MediaType.HTTP_RESPONSE, block);
    } else {
      written = block.withoutBody();
      WarcRevisit.Builder revisit =
          new WarcRevisit.Builder(page.url().href(), WarcRevisit.IDENTICAL_PAYLOAD_DIGEST_1_1)
              .refersTo(HttpText.urn(original.record()), original.url(), original.date());
      fill(revisit, reply, id, date, digest(written).block(), digests.payload());
      record = describe(revisit, MediaType.HTTP_RESPONSE, written);
    }
    to.take(record, written, true);
    if (original == null && cut == null && block.body().length() > 0) {
      originals.add(payload, new Original(id, page.url().href(), date));
    }
  }

  /** A revisit of what an earlier run archived; the time and the digest of that are not known. */
  private static WarcRevisit notModified(
      Page page, Reply reply, UUID id, Instant date, HttpBlock block, WarcDigest blockDigest) {
    String url = page.url().href();
    WarcRevisit.Builder revisit =
        new WarcRevisit.Builder(url, WarcRevisit.SERVER_NOT_MODIFIED_1_1)
            .addHeader("WARC-Refers-To-Target-URI", url);
    fill(revisit, reply, id, date, blockDigest, null);
    return describe(revisit, MediaType.HTTP_RESPONSE, block);
  }

  /** Why the body is not whole as it came; that its content was cut later is no matter here. */
  private static @Nullable Truncation truncation(Reply reply) {
    Transcript transcript = reply.transcript();
    return transcript == null ? reply.truncation() : transcript.truncation();
  }

  private static <R extends WarcCaptureRecord, B extends WarcCaptureRecord.AbstractBuilder<R, B>>
      void fill(
          B record,
          Reply reply,
          UUID id,
          Instant date,
          WarcDigest block,
          @Nullable WarcDigest payload) {
    record
        .version(VERSION)
        .recordId(id)
        .date(date)
        .blockDigest(block)
        .addHeader("WARC-Protocol", reply.protocol());
    if (payload != null) {
      record.payloadDigest(payload);
    }
    Transcript transcript = reply.transcript();
    if (transcript != null && transcript.server() != null) {
      record.ipAddress(transcript.server());
    }
  }

  private void giveMetadata(Page page, @Nullable UUID answer, Instant date, Target to)
      throws IOException {
    HttpBlock block = HttpBlock.of("", fields(new Fields().of(page, limits.hopsShown())));
    WarcMetadata.Builder metadata =
        new WarcMetadata.Builder()
            .version(VERSION)
            .date(date)
            .targetURI(page.url().href())
            .blockDigest(digest(block).block());
    if (answer != null) {
      metadata.concurrentTo(HttpText.urn(answer));
    }
    to.take(describe(metadata, MediaType.WARC_FIELDS, block), block, false);
  }

  private static Body fields(Fields fields) {
    byte[] bytes = fields.toString().getBytes(UTF_8);
    return Body.wrap(bytes, bytes.length);
  }

  /** The record without its block, of which it gets to see the head. */
  private static <R extends WarcRecord, B extends WarcRecord.AbstractBuilder<R, B>> R describe(
      B record, MediaType type, HttpBlock block) {
    return record
        .body(type, Channels.newChannel(new ByteArrayInputStream(block.head())), block.length())
        .build();
  }

  /** The digests of a block and of its payload. */
  private record Digests(WarcDigest block, WarcDigest payload) {}

  private Digests digest(HttpBlock block) throws IOException {
    block.digest(blockDigest, payloadDigest);
    return new Digests(
        new WarcDigest("sha1", blockDigest.digest()),
        new WarcDigest("sha1", payloadDigest.digest()));
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "this Java runtime (%s) has no SHA-1", Runtime.version()), e);
    }
  }
}
