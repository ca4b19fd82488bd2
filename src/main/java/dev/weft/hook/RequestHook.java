package dev.weft.hook;

/**
 * Is asked before each request for a page: changes its header fields, or keeps it from being made.
 */
public interface RequestHook extends Hook {
  /**
   * Looks at a request, and changes it where it wants to.
   *
   * @return {@link Verdict#YES}, or why the URL is not to be fetched: it then has a record with the
   *     error {@code skippedByHook}
   */
  Verdict onRequest(RequestDraft request) throws Exception;
}
