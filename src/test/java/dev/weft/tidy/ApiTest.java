package dev.weft.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;

/**
 * The packages that programs and plugins are written against. Whoever keeps to these sees nothing
 * of the engine, of backends or of libraries that may change or be missing.
 */
@AnalyzeClasses(packages = "dev.weft", importOptions = DoNotIncludeTests.class)
final class ApiTest {
  private static final String ROOT = "dev.weft";

  /** As in the list of the guide, and in what the javadoc jar leaves out in the pom. */
  static final Set<String> PACKAGES =
      Set.of(
          "dev.weft",
          "dev.weft.config",
          "dev.weft.cookies",
          "dev.weft.dns",
          "dev.weft.fetch",
          "dev.weft.frontier",
          "dev.weft.gather",
          "dev.weft.hook",
          "dev.weft.page",
          "dev.weft.parse",
          "dev.weft.parse.extract",
          "dev.weft.politeness",
          "dev.weft.report",
          "dev.weft.request",
          "dev.weft.robots",
          "dev.weft.scope",
          "dev.weft.sink",
          "dev.weft.sink.contract",
          "dev.weft.sink.file",
          "dev.weft.url");

  @ArchTest
  static final ArchRule THE_API_SHOWS_NOTHING_BUT_ITSELF =
      classes()
          .that()
          .resideInAnyPackage(PACKAGES.toArray(String[]::new))
          .should(showNothingButTheApi());

  private static ArchCondition<JavaClass> showNothingButTheApi() {
    return new ArchCondition<>("show nothing but the API in what is public") {
      @Override
      public void check(JavaClass shown, ConditionEvents events) {
        if (!isReachable(shown)) {
          return;
        }
        shown.getRawInterfaces().forEach(type -> judge(shown, type, shown.getName(), events));
        shown.getRawSuperclass().ifPresent(type -> judge(shown, type, shown.getName(), events));
        for (JavaMember member : shown.getMembers()) {
          if (isShown(member)) {
            types(member).forEach(type -> judge(shown, type, member.getFullName(), events));
          }
        }
      }
    };
  }

  private static void judge(JavaClass shown, JavaClass type, String where, ConditionEvents events) {
    JavaClass plain = type.getBaseComponentType();
    boolean isOurs = plain.getPackageName().startsWith(ROOT);
    if (isOurs && (!PACKAGES.contains(plain.getPackageName()) || !isReachable(plain))) {
      events.add(SimpleConditionEvent.violated(shown, where + " shows " + plain.getName()));
    }
  }

  /** What signatures name, arguments of generic types included. */
  private static Set<JavaClass> types(JavaMember member) {
    Set<JavaClass> types = new HashSet<>();
    if (member instanceof JavaField field) {
      types.addAll(field.getType().getAllInvolvedRawTypes());
    } else if (member instanceof JavaCodeUnit unit) {
      types.addAll(unit.getReturnType().getAllInvolvedRawTypes());
      for (JavaType parameter : unit.getParameterTypes()) {
        types.addAll(parameter.getAllInvolvedRawTypes());
      }
    }
    return types;
  }

  private static boolean isShown(JavaMember member) {
    Set<JavaModifier> modifiers = member.getModifiers();
    return !modifiers.contains(JavaModifier.SYNTHETIC)
        && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
  }

  private static boolean isReachable(JavaClass type) {
    boolean isPublic = type.getModifiers().contains(JavaModifier.PUBLIC);
    return isPublic && type.getEnclosingClass().map(ApiTest::isReachable).orElse(true);
  }
}
