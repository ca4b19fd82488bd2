package dev.weft.dns.netty;

import io.netty.channel.AddressedEnvelope;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The question for the addresses of one name and one family. A server that does not answer, or that
 * cannot say, is followed by the next, around and around until the tries are used up; an answer
 * that ends in a CNAME is followed by a question for its target. The loop's.
 */
final class Question {
  private final DnsNameResolver resolver;
  private final List<InetSocketAddress> servers;
  private final Limits limits;
  private final DnsRecordType type;
  private final Consumer<Verdict> done;
  private final Set<String> names = new HashSet<>();
  private String name;
  private long ttlSeconds = Long.MAX_VALUE;
  private int tries;
  private String problem = "";

  Question(
      DnsNameResolver resolver,
      List<InetSocketAddress> servers,
      Limits limits,
      String name,
      DnsRecordType type,
      Consumer<Verdict> done) {
    this.resolver = resolver;
    this.servers = servers;
    this.limits = limits;
    this.name = Answers.canonical(name);
    this.type = type;
    this.done = done;
    names.add(this.name);
  }

  void ask() {
    if (!Answers.isName(name)) {
      done.accept(new Verdict.None(false, Answers.NO_SOA, "no name server can be asked for it"));
      return;
    }
    if (tries == limits.triesMax()) {
      done.accept(new Verdict.Failed(problem));
      return;
    }
    InetSocketAddress server = servers.get(tries % servers.size());
    tries++;
    Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> answer =
        resolver.query(server, new DefaultDnsQuestion(name, type));
    answer.addListener(
        (Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> ended) -> heard(server, ended));
  }

  private void heard(
      InetSocketAddress server, Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> answer) {
    if (!answer.isSuccess()) {
      Throwable cause = answer.cause();
      boolean isLate = String.valueOf(cause).contains("timed out");
      askAnother(
          "the name server "
              + text(server)
              + (isLate ? " did not answer in time" : " cannot be asked: " + cause.getMessage()));
      return;
    }
    AddressedEnvelope<DnsResponse, InetSocketAddress> envelope = answer.getNow();
    try {
      heard(server, envelope.content());
    } finally {
      envelope.release();
    }
  }

  private void heard(InetSocketAddress server, DnsResponse response) {
    DnsResponseCode code = response.code();
    Answers answers = new Answers(response, type);
    if (code.equals(DnsResponseCode.NXDOMAIN)) {
      done.accept(new Verdict.None(false, answers.negativeTtlSeconds(), "there is no such name"));
    } else if (code.equals(DnsResponseCode.NOERROR)) {
      follow(answers);
    } else {
      askAnother("the name server " + text(server) + " answered " + code);
    }
  }

  private void askAnother(String why) {
    problem = why;
    ask();
  }

  /** Goes along the message's CNAMEs to addresses, or to a name that is to be asked for next. */
  private void follow(Answers answers) {
    String asked = name;
    while (true) {
      Verdict.Found found = answers.addresses(name);
      if (found != null) {
        long ttl = Math.min(ttlSeconds, found.ttlSeconds());
        done.accept(new Verdict.Found(found.addresses(), ttl));
        return;
      }
      Answers.Alias alias = answers.alias(name);
      if (alias == null) {
        break;
      }
      if (!names.add(alias.target()) || names.size() > limits.cnamesMax() + 1) {
        String what = "it is an alias of aliases, " + names.size() + " deep or in a circle";
        done.accept(new Verdict.None(false, Answers.NO_SOA, what));
        return;
      }
      ttlSeconds = Math.min(ttlSeconds, alias.ttlSeconds());
      name = alias.target();
    }
    if (name.equals(asked)) {
      done.accept(new Verdict.None(true, answers.negativeTtlSeconds(), "it has no address"));
    } else if (answers.negativeTtlSeconds() != Answers.NO_SOA) {
      done.accept(new Verdict.None(true, answers.negativeTtlSeconds(), "its alias has no address"));
    } else {
      askAnother("the alias " + name + " led nowhere");
    }
  }

  private static String text(InetSocketAddress server) {
    String host = server.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + server.getPort();
  }
}
