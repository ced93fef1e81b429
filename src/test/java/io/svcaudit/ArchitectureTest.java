package io.svcaudit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The packages and the arrows between them: a package uses only those that are listed beside it.
class ArchitectureTest {
  private static final String ROOT = "io.svcaudit";

  private static final Map<String, List<String>> USES =
      Map.of(
          "cli",
              List.of("report", "audit", "suggest", "rules", "topology", "model", "source", "kube"),
          "report", List.of("audit", "rules", "topology", "model", "source"),
          "audit", List.of("suggest", "rules", "topology", "model", "source"),
          "suggest", List.of("topology", "model", "source"),
          "rules", List.of("topology", "model", "source"),
          "topology", List.of("model", "source"),
          "model", List.of("source"),
          "kube", List.of("model", "source"),
          "source", List.of());

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void classesAreRead() {
    assertThat(CLASSES.contain(Main.class)).isTrue();
  }

  @Test
  void everyClassIsInAKnownPackage() {
    String[] known =
        Stream.concat(Stream.of(ROOT), USES.keySet().stream().map(ArchitectureTest::tree))
            .toArray(String[]::new);

    check(classes().should().resideInAnyPackage(known));
  }

  @Test
  void everyPackageIsCheckedForNull() {
    assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
        .allSatisfy(javaPackage ->
            assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                .as("%s has a package-info with @NullMarked", javaPackage.getName())
                .isTrue());
  }

  static Stream<Map.Entry<String, List<String>>> arrows() {
    return USES.entrySet().stream().sorted(Map.Entry.comparingByKey());
  }

  @ParameterizedTest
  @MethodSource("arrows")
  void arrowsPointDownwards(Map.Entry<String, List<String>> arrow) {
    String[] allowed =
        Stream.concat(Stream.of(arrow.getKey()), arrow.getValue().stream())
            .map(ArchitectureTest::tree)
            .toArray(String[]::new);

    check(
        noClasses()
            .that()
            .resideInAPackage(tree(arrow.getKey()))
            .should()
            .dependOnClassesThat(
                resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed)))));
  }

  @Test
  void theRootKnowsOnlyTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat(
                resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(ROOT, tree("cli"))))));
  }

  @Test
  void onlyKubeKnowsFabric8() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(tree("kube"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8.."));
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, tree("cli"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli.."));
  }

  @Test
  void onlyTheRootTouchesTheProcess() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .accessField(System.class, "in")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    check(rule.because("streams, environment and exit code are passed in and handed back"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Manager", "Helper", "Util", "Utils", "Impl"})
  void namesSayWhatAClassIs(String suffix) {
    check(noClasses().should().haveSimpleNameEndingWith(suffix));
  }

  private static String tree(String name) {
    return ROOT + "." + name + "..";
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
