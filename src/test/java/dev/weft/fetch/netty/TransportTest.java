package dev.weft.fetch.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOptions.TransportKind;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.socket.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class TransportTest {
  @Test
  void bestIsThatOfTheSystem() {
    boolean own = Epoll.isAvailable() || KQueue.isAvailable();

    assertThat(socketOf(TransportKind.AUTO))
        .matches(own ? "(Epoll|KQueue)SocketChannel" : "NioSocketChannel");
    assertThat(socketOf(TransportKind.NIO)).isEqualTo("NioSocketChannel");
  }

  private static String socketOf(TransportKind kind) {
    SocketChannel channel = Transport.of(kind).sockets().get();
    channel.unsafe().closeForcibly();
    return channel.getClass().getSimpleName();
  }

  @Test
  @DisabledOnOs({OS.MAC, OS.FREEBSD, OS.OPENBSD})
  void oneThatTheMachineLacksIsRefused() {
    FetchOptions options = FetchOptions.of("Weft/test").withTransport(TransportKind.KQUEUE);

    assertThatThrownBy(() -> new NettyFetcher(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("transport is KQUEUE, which this machine lacks")
        .hasMessageContaining("AUTO");
  }
}
