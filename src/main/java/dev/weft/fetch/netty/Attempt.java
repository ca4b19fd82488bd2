package dev.weft.fetch.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One socket of a {@link Dial}, from the attempt to connect to its end as a connection. */
final class Attempt {
  private final Lane lane;
  private final Dial dial;
  private final SocketChannel channel;
  private final InetSocketAddress remote;
  private @Nullable Connection connection;

  Attempt(Lane lane, Dial dial, SocketChannel channel, InetSocketAddress remote) {
    this.lane = lane;
    this.dial = dial;
    this.channel = channel;
    this.remote = remote;
  }

  SocketChannel channel() {
    return channel;
  }

  InetSocketAddress remote() {
    return remote;
  }

  /** Sets off; the dial hears of the outcome, the lane of the socket's end. */
  void start() {
    lane.opened(dial.pool());
    channel.closeFuture().addListener(closed -> lane.closed(dial.pool(), connection));
    ChannelFutureListener ended = future -> dial.ended(this, future);
    lane.register(channel)
        .addListener(
            (ChannelFutureListener)
                registered -> {
                  if (registered.isSuccess()) {
                    channel.connect(remote).addListener(ended);
                  } else {
                    ended(registered);
                  }
                });
  }

  /** The socket is this connection's from now on. */
  void becomes(Connection made) {
    connection = made;
  }

  private void ended(ChannelFuture registered) {
    dial.ended(this, registered);
  }
}
