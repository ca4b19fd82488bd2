package dev.weft.fetch.blocking;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Makes virtual threads (JEP 444) where there are any, from Java 21. They are reached by method
 * handle, since this is compiled for Java 17.
 */
final class VirtualThreads {
  private VirtualThreads() {}

  /** A factory of virtual threads named {@code prefix} and a number; empty before Java 21. */
  static Optional<ThreadFactory> factory(String prefix) {
    try {
      Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle start =
          lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
      MethodHandle name =
          lookup.findVirtual(
              ofVirtual, "name", MethodType.methodType(ofVirtual, String.class, long.class));
      MethodHandle factory =
          lookup.findVirtual(ofVirtual, "factory", MethodType.methodType(ThreadFactory.class));
      Object builder = name.invoke(start.invoke(), prefix, 0L);
      return Optional.of((ThreadFactory) factory.invoke(builder));
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | UnsupportedOperationException e) {
      return Optional.empty(); // Older, or 19 or 20, where they were a preview.
    } catch (Throwable e) {
      throw new IllegalStateException("virtual threads cannot be made", e);
    }
  }
}
