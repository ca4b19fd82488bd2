package dev.weft.dns.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A name server on loopback, by UDP and TCP, that says of each name what a test tells it to,
 * however wrong; of a name nobody told it of it says that there is none.
 */
final class ScriptedNameServer implements AutoCloseable {
  /** What to say of a name. */
  interface Script {
    void answer(Asked asked) throws IOException;
  }

  /** How bytes get back to who asked. */
  private interface Way {
    void send(byte[] message) throws IOException;
  }

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private ScriptedNameServer(DatagramSocket udp, ServerSocket tcp) {
    this.udp = udp;
    this.tcp = tcp;
    start(this::serveUdp);
    start(this::serveTcp);
  }

  static ScriptedNameServer start() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    for (int i = 0; i < 100; i++) {
      ServerSocket tcp = new ServerSocket(0, 10, loopback);
      try {
        return new ScriptedNameServer(new DatagramSocket(tcp.getLocalPort(), loopback), tcp);
      } catch (IOException e) {
        tcp.close(); // Somebody has that port for UDP.
      }
    }
    throw new IOException("no port that is free for UDP and TCP");
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "name-server");
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(tcp.getInetAddress(), tcp.getLocalPort());
  }

  void on(String name, Script script) {
    scripts.put(name, script);
  }

  /** Every question there was. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** How often a name was asked for, each family counted. */
  int asked(String name) {
    return (int) asked.stream().filter(each -> each.name().equals(name)).count();
  }

  /** A question: name in lower case without its last dot, type as a number. */
  record Asked(String name, int type, boolean isTcp, int port, Reply reply, Way way) {
    boolean isIpv4() {
      return type == 1;
    }

    void send(byte[] message) throws IOException {
      way.send(message);
    }

    void send(Reply message) throws IOException {
      way.send(message.toBytes());
    }
  }

  private void serveUdp() {
    byte[] buffer = new byte[1_500];
    while (!udp.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        byte[] message = Arrays.copyOf(buffer, packet.getLength());
        InetSocketAddress from = new InetSocketAddress(packet.getAddress(), packet.getPort());
        answer(
            message,
            false,
            from.getPort(),
            bytes -> udp.send(new DatagramPacket(bytes, bytes.length, from)));
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try (Socket socket = tcp.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] message = in.readNBytes(in.readUnsignedShort());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        answer(
            message,
            true,
            socket.getPort(),
            bytes -> {
              out.writeShort(bytes.length);
              out.write(bytes);
              out.flush();
            });
      } catch (IOException e) {
        if (tcp.isClosed()) {
          return;
        }
      }
    }
  }

  private void answer(byte[] message, boolean isTcp, int port, Way way) throws IOException {
    StringBuilder name = new StringBuilder();
    int at = 12;
    while (message[at] != 0) {
      name.append(new String(message, at + 1, message[at], ISO_8859_1)).append('.');
      at += message[at] + 1;
    }
    int id = (message[0] & 0xff) << 8 | (message[1] & 0xff);
    String text = name.substring(0, name.length() - 1).toLowerCase(Locale.ROOT);
    Reply reply = new Reply(id, Arrays.copyOfRange(message, 12, at + 5));
    Asked question = new Asked(text, message[at + 2], isTcp, port, reply, way);
    asked.add(question);
    scripts.getOrDefault(text, none -> none.send(reply.code(3))).answer(question);
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
