package dev.weft.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which room may import which: {@code cli → compare → config → dev.weft → engine → request → parts
 * → url}.
 */
@AnalyzeClasses(packages = "dev.weft", importOptions = DoNotIncludeTests.class)
final class ImportsTest {
  private static final String ROOT = "dev.weft";

  /** The parts of a crawl, each with what it may import. */
  private static final Map<String, Set<String>> PARTS =
      Map.ofEntries(
          Map.entry("url", Set.of()),
          Map.entry("page", Set.of("url")),
          Map.entry("scope", Set.of("url")),
          Map.entry("frontier", Set.of("url", "page")),
          Map.entry("robots", Set.of("url")),
          Map.entry("sitemap", Set.of("url")),
          Map.entry("politeness", Set.of("url", "page")),
          Map.entry("dns", Set.of("url")),
          Map.entry("cookies", Set.of("url", "page")),
          Map.entry("fetch", Set.of("url", "page")),
          Map.entry("parse", Set.of("url", "page", "parse.extract")),
          Map.entry("parse.extract", Set.of("url", "page", "scope")),
          Map.entry("sink", Set.of("url", "page")),
          Map.entry("hook", Set.of("url", "page")),
          Map.entry("report", Set.of("url", "page", "parse.extract")),
          Map.entry("control", Set.of()),
          Map.entry("metrics", Set.of()));

  /** Backends that see a sibling; every other sees its parent and what its parent sees. */
  private static final Map<String, Set<String>> BACKEND_SIBLINGS =
      Map.of(
          "parse.worker", Set.of("parse.scan", "parse.jsoup", "parse.frame"),
          "parse.process", Set.of("parse.frame"),
          "fetch.http1", Set.of("fetch.body"),
          "fetch.netty", Set.of("fetch.body", "fetch.http1", "fetch.tls"),
          "fetch.blocking", Set.of("fetch.body", "fetch.http1", "fetch.tls"),
          "sink.jsonl", Set.of("sink.file"),
          "sink.csv", Set.of("sink.file"),
          "sink.warc", Set.of("sink.file"));

  /** Rooms that backends share, which are more than one class to them. */
  private static final Set<String> WIDE_BACKENDS =
      Set.of("parse.extract", "parse.frame", "fetch.body", "fetch.http1", "fetch.tls", "sink.file");

  /**
   * The rooms above the parts, lowest first, each with the rooms it may import beside the parts.
   */
  private static final Map<String, Set<String>> UPPER =
      Map.of(
          "request", Set.of(),
          "engine", Set.of("request"),
          "gather", Set.of("request"),
          "verify", Set.of(),
          "", Set.of("engine", "gather", "request"),
          "config", Set.of("", "request"),
          "demo", Set.of("", "config"),
          "compare", Set.of("", "config", "gather"),
          "cli", Set.of("", "engine", "gather", "request", "config", "demo", "compare", "verify"));

  @ArchTest
  static final ArchRule IMPORTS_POINT_ONE_WAY =
      classes().that().resideInAPackage(ROOT + "..").should(importOnlyWhatTheirRoomMay());

  @ArchTest
  static final ArchRule ROOMS_ARE_FREE_OF_CYCLES =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule NO_ROOM_IS_A_DRAWER =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..helper..", "..common..", "..impl..")
          .because("a room is named after what it is for");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".parse.worker..", ROOT + ".compare..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("the library logs through SLF4J; standard output may be carrying records");

  @ArchTest
  static final ArchRule BACKENDS_SHOW_ONE_CLASS =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .resideInAPackage(ROOT + ".*.*..")
          .should(beTheOnlyPublicClassOfTheirRoom())
          .allowEmptyShould(true);

  private static ArchCondition<JavaClass> importOnlyWhatTheirRoomMay() {
    return new ArchCondition<>("import only what their room may") {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        String room = roomOf(origin);
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (target.getPackageName().startsWith(ROOT) && !mayImport(room, roomOf(target))) {
            String rooms = "`" + room + "` may not import `" + roomOf(target) + "`: ";
            events.add(
                SimpleConditionEvent.violated(dependency, rooms + dependency.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> beTheOnlyPublicClassOfTheirRoom() {
    Map<String, String> shown = new HashMap<>();
    return new ArchCondition<>("be the only public class of their room") {
      @Override
      public void check(JavaClass shownClass, ConditionEvents events) {
        String room = roomOf(shownClass);
        String first = shown.putIfAbsent(room, shownClass.getName());
        if (first != null && !WIDE_BACKENDS.contains(room)) {
          events.add(
              SimpleConditionEvent.violated(
                  shownClass,
                  "the backend `" + room + "` shows " + shownClass.getName() + " beside " + first));
        }
      }
    };
  }

  /** The room's name without {@code dev.weft.}; "" is {@code dev.weft} itself. */
  private static String roomOf(JavaClass javaClass) {
    String name = javaClass.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }

  private static boolean mayImport(String from, String to) {
    if (from.equals(to)) {
      return true;
    }
    if (PARTS.containsKey(from)) {
      return PARTS.getOrDefault(from, Set.of()).contains(to);
    }
    String part = from.split("\\.", 2)[0];
    if (UPPER.containsKey(part)) {
      String target = to.split("\\.", 2)[0];
      return PARTS.containsKey(target)
          || target.equals(part)
          || UPPER.getOrDefault(part, Set.of()).contains(target);
    }
    Set<String> allowed = new HashSet<>(PARTS.getOrDefault(part, Set.of()));
    if (!from.equals(part)) {
      allowed.add(part);
      allowed.addAll(BACKEND_SIBLINGS.getOrDefault(from, Set.of()));
    }
    return allowed.contains(to);
  }
}
