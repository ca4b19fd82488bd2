package dev.weft.parse.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import dev.weft.parse.jsoup.JsoupParser;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A worker whose parser does what a document says: {@code <!--poison: loop-->} and the like. */
public final class PoisonedMain {
  private static final String MARK = "<!--poison: ";

  private PoisonedMain() {}

  public static void main(String[] args) throws InterruptedException {
    Main.run(args, Poisoned::new);
  }

  /** What documents may ask for. */
  private static final class Poisoned implements Parser {
    private final Parser documents;

    Poisoned(ParseOptions options) {
      documents = new JsoupParser(options);
    }

    @Override
    public void parse(ParseRequest request, Consumer<ParseOutcome> done) {
      String beginning =
          new String(
              request.content().array(),
              0,
              Math.min(100, request.content().arrayLength()),
              ISO_8859_1);
      if (beginning.startsWith(MARK)) {
        suffer(beginning.substring(MARK.length(), beginning.indexOf("-->")));
      }
      documents.parse(request, done);
    }

    private static void suffer(String what) {
      switch (what) {
        case "loop" -> {
          while (!what.isEmpty()) {
            Thread.onSpinWait();
          }
        }
        case "heap" -> {
          List<long[]> all = new ArrayList<>();
          while (all.size() < Integer.MAX_VALUE) {
            all.add(new long[1 << 16]);
          }
        }
        case "stack" -> deeper(1);
        case "fault" -> throw new IllegalStateException("a fault of the parser");
        case "nonsense" -> System.err.println(what);
        case "crash" -> crash();
        default -> throw new IllegalArgumentException(what);
      }
    }

    private static int deeper(int depth) {
      return depth == 0 ? 0 : 1 + deeper(depth + 1);
    }

    /** Writes to address zero. */
    private static void crash() {
      try {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        type.getMethod("putAddress", long.class, long.class).invoke(unsafe, 0L, 0L);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      documents.close();
    }
  }
}
