package dev.weft.fetch.netty;

import dev.weft.url.Origin;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one lane to one origin. The one used last is taken first, so that the surplus
 * of a burst grows old and is closed.
 */
final class OriginPool {
  private final Origin origin;
  private final byte[] requestTail;
  private final ByAge<Connection> idle = new ByAge<>();
  private int open;

  OriginPool(Origin origin, byte[] requestTail) {
    this.origin = origin;
    this.requestTail = requestTail;
  }

  Origin origin() {
    return origin;
  }

  /** What {@link RequestWriter#tail} made for this origin. */
  byte[] requestTail() {
    return requestTail;
  }

  void opened() {
    open++;
  }

  void closed() {
    open--;
  }

  boolean isEmpty() {
    return open == 0;
  }

  void put(Connection connection, long nowNanos) {
    idle.put(connection.inPool, nowNanos);
  }

  /**
   * An idle connection to one of the addresses, or null. Idle ones to other addresses are closed:
   * the host may no longer be reached there.
   */
  @Nullable Connection take(List<InetAddress> addresses) {
    for (Connection each = idle.newest(); each != null; each = idle.newest()) {
      if (addresses.contains(each.address())) {
        return each;
      }
      each.close();
    }
    return null;
  }
}
