package dev.weft.demo;

/** Hears of every request that the demo server gets, on the server's thread. */
public interface DemoWitness {
  /**
   * A request came.
   *
   * @param host without port
   * @param target path and query
   */
  void asked(String host, String target);
}
