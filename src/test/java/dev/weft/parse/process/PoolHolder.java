package dev.weft.parse.process;

import java.time.Duration;

/** A process with a pool whose worker is in a loop; it prints the worker's process id and waits. */
final class PoolHolder {
  private PoolHolder() {}

  public static void main(String[] args) throws InterruptedException {
    PoisonedPool pool = new PoisonedPool(1, Duration.ofMinutes(10));
    Asked.ask(pool, "<!--poison: loop-->");
    System.out.println(pool.awaitBusyWorker());
    Thread.currentThread().join();
  }
}
