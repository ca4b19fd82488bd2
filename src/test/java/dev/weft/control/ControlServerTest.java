package dev.weft.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ControlServerTest {
  @TempDir private Path folder;

  private ControlServer server;

  @BeforeEach
  void open() throws IOException {
    server = ControlServer.open(Map.of("XDG_RUNTIME_DIR", folder.toString()), this::answer);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private CompletionStage<String> answer(String verb, String argument) {
    return switch (verb) {
      case "echo" -> CompletableFuture.completedStage(argument);
      case "repeat" -> CompletableFuture.completedStage("é".repeat(Integer.parseInt(argument)));
      case "later" -> CompletableFuture.supplyAsync(() -> "later");
      case "refuse" -> CompletableFuture.failedStage(new IllegalStateException("not\nnow"));
      default -> throw new IllegalArgumentException("`" + verb + "` is not understood");
    };
  }

  @Test
  void aQuestionIsAnswered() throws IOException {
    assertThat(ControlClient.ask(server.socket(), "echo", "http://a.test/é ?b c"))
        .isEqualTo("http://a.test/é ?b c");
    assertThat(ControlClient.ask(server.socket(), "echo", "")).isEmpty();
    assertThat(ControlClient.ask(server.socket(), "later", "")).isEqualTo("later");
  }

  @Test
  void aLongAnswerComesWhole() throws IOException {
    assertThat(ControlClient.ask(server.socket(), "repeat", "1000000"))
        .isEqualTo("é".repeat(1_000_000));
  }

  @Test
  void whatIsRefusedSaysWhy() {
    assertRefused("refuse", "", "not now");
    assertRefused("dance", "", "`dance` is not understood");
    assertRefused("repeat", "3000000", "the answer has 6000000 bytes; at most 4194304");
  }

  private void assertRefused(String verb, String argument, String why) {
    assertThatThrownBy(() -> ControlClient.ask(server.socket(), verb, argument))
        .isInstanceOf(IOException.class)
        .hasMessage(why);
  }

  @Test
  void onlyItsUserCanReachIt() throws IOException {
    Path parent = server.socket().getParent();

    assertThat(parent).hasParent(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)))
        .isEqualTo("rwx------");
  }

  @Test
  void whoSpeaksOtherwiseIsToldSoOrLetGoAndOthersAreServed() throws IOException {
    assertThat(speak("weft 2 status\n")).startsWith("no this run understands `weft 1 ");
    assertThat(speak("x".repeat(20_000))).isEmpty();
    try (SocketChannel silent = connect()) {
      assertThat(silent.isConnected()).isTrue();
      assertThat(ControlClient.ask(server.socket(), "echo", "me")).isEqualTo("me");
    }
  }

  @Test
  void itsFolderIsGoneOnceItIsClosed() throws IOException {
    server.close();

    assertThat(folder).isEmptyDirectory();
    assertThatThrownBy(() -> ControlClient.ask(server.socket(), "echo", ""))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aRuntimeFolderWithTooLongAPathIsPassedOver() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("d".repeat(120)));

    try (ControlServer elsewhere =
        ControlServer.open(Map.of("XDG_RUNTIME_DIR", deep.toString()), this::answer)) {
      assertThat(ControlClient.ask(elsewhere.socket(), "echo", "1")).isEqualTo("1");
    }
    assertThat(deep).isEmptyDirectory();
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(server.socket()));
  }

  private String speak(String text) throws IOException {
    try (SocketChannel channel = connect()) {
      ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      ByteBuffer in = ByteBuffer.allocate(1_000);
      try {
        while (out.hasRemaining()) {
          channel.write(out);
        }
        int count = 0;
        while (count >= 0 && in.hasRemaining()) {
          count = channel.read(in);
        }
      } catch (IOException reset) {
        return "";
      }
      return new String(in.array(), 0, in.position(), StandardCharsets.UTF_8);
    }
  }
}
