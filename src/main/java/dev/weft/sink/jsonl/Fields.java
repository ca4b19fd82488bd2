package dev.weft.sink.jsonl;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;

/** The names of a record's fields, encoded once. */
final class Fields {
  static final SerializableString SCHEMA = name("schema");
  static final SerializableString URL = name("url");
  static final SerializableString VISIT = name("visit");
  static final SerializableString DISPOSITION = name("disposition");
  static final SerializableString STATUS = name("status");
  static final SerializableString CONTENT_TYPE = name("contentType");
  static final SerializableString CHARSET = name("charset");
  static final SerializableString WIRE_BYTES = name("wireBytes");
  static final SerializableString BYTES = name("bytes");
  static final SerializableString TRUNCATED = name("truncated");
  static final SerializableString TITLE = name("title");
  static final SerializableString HOPS = name("hops");
  static final SerializableString REFERRER = name("referrer");
  static final SerializableString REDIRECT_TO = name("redirectTo");
  static final SerializableString REDIRECTED_FROM = name("redirectedFrom");
  static final SerializableString OUTLINKS = name("outlinks");
  static final SerializableString ATTEMPTS = name("attempts");
  static final SerializableString FETCHED_AT = name("fetchedAt");
  static final SerializableString TIMINGS = name("timings");
  static final SerializableString DNS = name("dns");
  static final SerializableString CONNECT = name("connect");
  static final SerializableString TLS = name("tls");
  static final SerializableString FIRST_BYTE = name("firstByte");
  static final SerializableString TOTAL = name("total");
  static final SerializableString DIGEST = name("digest");
  static final SerializableString ERROR = name("error");
  static final SerializableString CODE = name("code");
  static final SerializableString MESSAGE = name("message");

  private Fields() {}

  private static SerializableString name(String name) {
    return new SerializedString(name);
  }
}
