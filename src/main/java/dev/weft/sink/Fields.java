package dev.weft.sink;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;

/** The names of a record's fields, encoded once. */
public final class Fields {
  public static final SerializableString SCHEMA = name("schema");
  public static final SerializableString URL = name("url");
  public static final SerializableString REQUEST = name("request");
  public static final SerializableString VISIT = name("visit");
  public static final SerializableString DISPOSITION = name("disposition");
  public static final SerializableString STATUS = name("status");
  public static final SerializableString CONTENT_TYPE = name("contentType");
  public static final SerializableString CHARSET = name("charset");
  public static final SerializableString WIRE_BYTES = name("wireBytes");
  public static final SerializableString BYTES = name("bytes");
  public static final SerializableString TRUNCATED = name("truncated");
  public static final SerializableString TITLE = name("title");
  public static final SerializableString HOPS = name("hops");
  public static final SerializableString REFERRER = name("referrer");
  public static final SerializableString REDIRECT_TO = name("redirectTo");
  public static final SerializableString REDIRECTED_FROM = name("redirectedFrom");
  public static final SerializableString OUTLINKS = name("outlinks");
  public static final SerializableString ATTEMPTS = name("attempts");
  public static final SerializableString FETCHED_AT = name("fetchedAt");
  public static final SerializableString TIMINGS = name("timings");
  public static final SerializableString DNS = name("dns");
  public static final SerializableString CONNECT = name("connect");
  public static final SerializableString TLS = name("tls");
  public static final SerializableString FIRST_BYTE = name("firstByte");
  public static final SerializableString TOTAL = name("total");
  public static final SerializableString DIGEST = name("digest");
  public static final SerializableString NOINDEX = name("noindex");
  public static final SerializableString UNAVAILABLE_AFTER = name("unavailableAfter");
  public static final SerializableString ERROR = name("error");
  public static final SerializableString CHANGE = name("change");
  public static final SerializableString DUPLICATE_OF = name("duplicateOf");
  public static final SerializableString PREVIOUS_DIGEST = name("previousDigest");
  public static final SerializableString PREVIOUS_AT = name("previousAt");
  public static final SerializableString CODE = name("code");
  public static final SerializableString MESSAGE = name("message");

  public static final SerializableString ITEM = name("_item");
  public static final SerializableString ITEM_URL = name("_url");
  public static final SerializableString ITEM_REQUEST = name("_request");
  public static final SerializableString ITEM_VISIT = name("_visit");
  public static final SerializableString ITEM_INDEX = name("_index");
  public static final SerializableString ITEM_FETCHED_AT = name("_fetchedAt");

  private Fields() {}

  /** A name in the form that is quickest to write. */
  public static SerializableString name(String name) {
    return new SerializedString(name);
  }
}
