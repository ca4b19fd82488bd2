// Reads WARC files with warcio.js and says what it finds: one JSON object a record on standard
// output, one line beginning with ERROR for each fault. Exits 1 if there was one.
//
// Checked are what readers rely on: every record whole, its id used once, block and payload with
// the digests the record names, payloads without their chunking. Of each response the XXH3-128 of
// its content is told too, for other files of the crawl to be compared with; null where it cannot
// be undone here.
import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { xxhash128 } from "hash-wasm";
import { WARCParser } from "warcio";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const DECODERS = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};
let faults = 0;
console.warn = (message) => fault("-", message);

function fault(where, what) {
  faults++;
  console.log(`ERROR ${where}: ${what}`);
}

function sha1(bytes) {
  let bits = 0;
  let held = 0;
  let text = "";
  for (const byte of createHash("sha1").update(bytes).digest()) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) {
      text += BASE32[(held >> (bits - 5)) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return "sha1:" + text;
}

function compare(where, what, named, bytes) {
  if (named && named !== sha1(bytes)) {
    fault(where, `${what} digest is ${sha1(bytes)}, the record says ${named}`);
  }
}

/** The digest of a payload without its content coding, as Weft writes it. */
async function contentDigest(payload, coding) {
  try {
    const content = coding ? DECODERS[coding.trim().toLowerCase()](payload) : payload;
    return "xxh3:" + (await xxhash128(content));
  } catch (unknown) {
    return null;
  }
}

async function readBlocks(file, seen) {
  const parser = new WARCParser(createReadStream(file), { parseHttp: false });
  for await (const record of parser) {
    const id = record.warcHeader("WARC-Record-ID");
    const where = `${file} ${record.warcType} ${id}`;
    const block = await record.readFully(false);
    if (seen.has(id)) {
      fault(where, "the record id is used twice");
    }
    seen.add(id);
    if (block.length !== record.warcContentLength) {
      fault(where, `${block.length} bytes of ${record.warcContentLength}`);
    }
    compare(where, "block", record.warcBlockDigest, block);
  }
}

async function readPayloads(file) {
  for await (const record of new WARCParser(createReadStream(file))) {
    const where = `${file} ${record.warcType} ${record.warcHeader("WARC-Record-ID")}`;
    const found = { type: record.warcType, url: record.warcTargetURI ?? null };
    if (record.warcType === "response") {
      const coding = record.httpHeaders.headers.get("content-encoding");
      record.httpHeaders.headers.delete("content-encoding");
      const payload = await record.readFully(true);
      compare(where, "payload", record.warcPayloadDigest, payload);
      found.status = record.httpHeaders.statusCode;
      found.payload = sha1(payload);
      found.digest = await contentDigest(payload, coding);
      found.bytes = payload.length;
      found.truncated = record.warcHeader("WARC-Truncated") ?? null;
    } else if (record.warcType === "revisit") {
      found.status = record.httpHeaders.statusCode;
      found.refersTo = record.warcRefersToTargetURI;
    }
    console.log(JSON.stringify(found));
  }
}

const seen = new Set();
for (const file of process.argv.slice(2)) {
  try {
    if (file.endsWith(".gz")) {
      gunzipSync(readFileSync(file));
    }
    await readBlocks(file, seen);
    await readPayloads(file);
  } catch (error) {
    fault(file, error.message);
  }
}
process.exitCode = faults > 0 ? 1 : 0;
