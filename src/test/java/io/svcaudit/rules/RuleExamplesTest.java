package io.svcaudit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.svcaudit.model.Resource;
import io.svcaudit.source.SourceFile;
import io.svcaudit.topology.Confidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every rule against its page and its fixtures. `# fires: rule-name` at the end of a line expects
/// a finding with its primary place on that line; `# fires: rule-name (medium)` one of that
/// confidence. The texts of a rule that needs a cluster, and fixtures that begin with `# cluster`,
/// are what a cluster shows. A block of a page that begins with `yaml .svc-audit.yaml` is the
/// configuration of the other blocks of its section, a file of that name that of its folder.
class RuleExamplesTest {
  private static final Path PAGES = Path.of("rules");
  private static final Path FIXTURES = Path.of("src/test/resources/rules");
  private static final Pattern FIRES = Pattern.compile("# fires: (.+)$");
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CONFIG =
      Pattern.compile("```yaml \\.svc-audit\\.yaml\n(.*?)```", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicContainer> everyRule() {
    return Rules.ALL.stream()
        .map(rule ->
            dynamicContainer(
                rule.name(), Stream.concat(page(rule).stream(), fixtures(rule).stream())));
  }

  private static List<DynamicNode> page(Rule rule) {
    return List.of(
        dynamicTest("page", () -> matches(rule, RulePage.of(rule.name()))),
        dynamicTest("example", () -> example(rule)),
        dynamicTest("use instead", () -> useInstead(rule)));
  }

  private static void matches(Rule rule, RulePage page) {
    assertThat(page.severity()).isEqualTo(rule.severity());
    assertThat(page.optIn()).isEqualTo(rule.isOptIn());
    assertThat(page.precision()).isIn("very-high", "high", "medium", "low");
    assertThat(page.tags()).isNotEmpty().doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(10);
    assertThat(page.tags().contains("security")).isEqualTo(page.securitySeverity().isPresent());
    assertThat(page.title()).doesNotEndWith(".").hasSizeLessThanOrEqualTo(120);
    assertThat(page.why()).doesNotEndWith(".").hasSizeLessThanOrEqualTo(160);
    assertThat(page.body()).startsWith("# " + rule.name() + "\n");
    for (String heading : List.of("What it finds", "Why it matters", "When to ignore it"))
      assertThat(page.section(heading)).as(heading).isNotBlank();
  }

  private static void example(Rule rule) {
    List<Manifest> blocks = blocks(rule, "Example");
    assertThat(blocks).isNotEmpty();
    for (Manifest block : blocks) check(rule, block, true);
  }

  private static void useInstead(Rule rule) {
    List<Manifest> blocks = blocks(rule, "Use instead");
    assertThat(blocks).isNotEmpty();
    for (Manifest block : blocks) {
      assertThat(block.findings()).as("no rule fires on it").isEmpty();
      assertThat(block.findings(rule)).isEmpty();
      assertThat(rule.unseen(block.topology())).isEmpty();
    }
  }

  private static List<Manifest> blocks(Rule rule, String section) {
    String text = RulePage.of(rule.name()).section(section) + "\n";
    List<String> configs = all(CONFIG, text);
    assertThat(configs).hasSizeLessThanOrEqualTo(1);
    return all(BLOCK, text).stream()
        .map(block -> of(rule, block))
        .map(manifest -> configs.isEmpty() ? manifest : manifest.saying(configs.getFirst()))
        .toList();
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }

  private static List<DynamicNode> fixtures(Rule rule) {
    Path folder = FIXTURES.resolve(rule.name());
    try (Stream<Path> paths = Files.list(folder)) {
      List<Path> all = paths.sorted().toList();
      var nodes = new ArrayList<DynamicNode>();
      nodes.add(dynamicTest("has fixtures of both kinds", () -> bothKinds(all)));
      for (Path path : all) {
        boolean fires = path.getFileName().toString().startsWith("fires-");
        nodes.add(
            dynamicTest(path.getFileName().toString(), () -> check(rule, read(rule, path), fires)));
      }
      return nodes;
    } catch (IOException e) {
      return List.of(dynamicTest("fixtures", () -> assertThat(folder).exists()));
    }
  }

  private static void bothKinds(List<Path> paths) {
    List<String> names = paths.stream().map(p -> p.getFileName().toString()).toList();
    assertThat(names).anyMatch(n -> n.startsWith("fires-")).anyMatch(n -> n.startsWith("quiet-"));
    assertThat(names).allMatch(n -> n.startsWith("fires-") || n.startsWith("quiet-"));
  }

  private static Manifest of(Rule rule, String text) {
    Manifest manifest = Manifest.of(text);
    return rule.isLive() || text.startsWith("# cluster") ? manifest.asCluster() : manifest;
  }

  private static Manifest read(Rule rule, Path path) throws IOException {
    if (Files.isRegularFile(path)) return of(rule, Files.readString(path));
    var texts = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        texts.put(path.relativize(file).toString().replace('\\', '/'), text(file));
    }
    return Manifest.tree(texts);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Rule rule, Manifest manifest, boolean fires) {
    assertThat(manifest.unseen()).isEmpty();
    if (!fires) assertThat(rule.unseen(manifest.topology())).as("not judged").isEmpty();
    var expected = expected(rule, manifest);
    if (fires) assertThat(expected).as("a fixture that fires marks a line").isNotEmpty();
    else assertThat(expected).as("a quiet fixture marks no line").isEmpty();
    var actual = new TreeSet<String>();
    for (Finding finding : manifest.findings(rule)) {
      var span = finding.place().span();
      String line = span.file().name() + ":" + span.line();
      boolean plain = finding.confidence().compareTo(Confidence.HIGH) >= 0;
      if (finding.confidence() == Confidence.LOW) continue;
      actual.add(plain ? line : line + " (" + finding.confidence() + ")");
      assertThat(span.endLine()).as("one line").isEqualTo(span.line());
      assertThat(finding.message()).doesNotEndWith(".");
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static Set<String> expected(Rule rule, Manifest manifest) {
    var expected = new TreeSet<String>();
    for (SourceFile file : manifest.files())
      for (int line = 1; line <= file.lineCount(); line++) {
        Matcher matcher = FIRES.matcher(file.line(line));
        if (!matcher.find()) continue;
        for (String item : matcher.group(1).split(",", -1))
          if (item.strip().equals(rule.name())) expected.add(file.name() + ":" + line);
          else if (item.strip().equals(rule.name() + " (medium)"))
            expected.add(file.name() + ":" + line + " (medium)");
      }
    return expected;
  }

  @TestFactory
  Stream<DynamicNode> readsWhatItDeclares() {
    return Rules.ALL.stream()
        .map(rule -> dynamicTest(rule.name(), () -> assertReadsOnlyDeclared(rule)));
  }

  private static void assertReadsOnlyDeclared(Rule rule) throws IOException {
    var read = EnumSet.noneOf(Resource.class);
    for (Manifest block : blocks(rule, "Example"))
      rule.check(block.topology().watchedBy(read::add), new Findings(rule));
    try (Stream<Path> paths = Files.list(FIXTURES.resolve(rule.name()))) {
      for (Path path : paths.toList())
        rule.check(read(rule, path).topology().watchedBy(read::add), new Findings(rule));
    }
    assertThat(read).as("what it read").isEqualTo(rule.reads());
  }

  @Test
  void namesAreUniqueSortedAndTellTheClass() {
    List<String> names = Rules.ALL.stream().map(Rule::name).toList();
    assertThat(names).isSorted().doesNotHaveDuplicates();
    for (Rule rule : Rules.ALL) {
      var pascal = new StringBuilder();
      for (String word : rule.name().split("-", -1))
        pascal.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      assertThat(rule.getClass().getSimpleName()).isEqualTo(pascal.toString());
    }
  }

  @Test
  void everyPageHasItsRule() throws IOException {
    var pages = new TreeSet<String>();
    try (Stream<Path> paths = Files.list(PAGES)) {
      for (Path path : paths.toList()) pages.add(path.getFileName().toString().replace(".md", ""));
    }
    var expected = new TreeSet<>(Rules.names());
    expected.addAll(Rules.OWN);
    assertThat(pages).isEqualTo(expected);
  }
}
