package dev.weft.fetch.netty;

import java.net.InetAddress;

/**
 * An open connection to an origin, or to its proxy, that is ready to serve exchanges. {@link Dial}
 * makes them, one {@link OriginPool} keeps each.
 */
sealed interface Connection permits Http1Connection, Http2Connection {
  /** Where it leads. */
  InetAddress address();

  /** Its place among the idle connections of its lane. */
  ByAge.Entry<Connection> inLane();

  /** Leaves its pool and its lane's idle connections; nothing new is put on it. */
  void leavePool();

  /** Ends the connection; exchanges on it must have been told before. */
  void close();
}
