package com.example;

import dev.weft.hook.RequestDraft;
import dev.weft.hook.RequestHook;
import dev.weft.hook.ScopeHook;
import dev.weft.hook.Verdict;
import dev.weft.url.CrawlUrl;

/** A hook of two kinds: it keeps notes out of the crawl, and adds a header field to requests. */
public final class NoNotes implements ScopeHook, RequestHook {
  @Override
  public Verdict onUrl(CrawlUrl url, int hops) {
    return url.path().contains("note") ? Verdict.no("no notes") : Verdict.YES;
  }

  @Override
  public Verdict onRequest(RequestDraft request) {
    request.set("X-Plugin", "yes");
    return Verdict.YES;
  }
}
