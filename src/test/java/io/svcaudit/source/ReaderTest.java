package io.svcaudit.source;

import static io.svcaudit.source.Folder.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReaderTest {
  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void makeFolder() {
    folder = new Folder(path);
  }

  @Test
  void walksFoldersInTheOrderOfNames() throws Exception {
    folder.withServices("k8s/b.yaml", "k8s/a/z.yml", "k8s/a/y.json", "k8s/c.txt", "other.yaml");
    assertThat(folder.found("k8s")).containsExactly("k8s/a/y.json", "k8s/a/z.yml", "k8s/b.yaml");
    Reading reading = folder.read("k8s");
    assertThat(reading.files()).isEqualTo(3);
    assertThat(reading.documents().getFirst().file().directory()).isEqualTo("k8s/a");
    assertThat(reading.documents().getFirst().file().origin()).isEqualTo(SourceFile.Origin.WALKED);
  }

  @Test
  void skipsFoldersThatHoldNoManifests() throws Exception {
    folder.withServices(".git/a.yaml", ".hidden/b.yaml", "node_modules/c.yaml", "d.yaml");
    assertThat(folder.found(".")).containsExactly("d.yaml");
    assertThat(folder.found(".hidden")).containsExactly(".hidden/b.yaml");
  }

  @Test
  void filenamesAreReadAsKubectlReadsThem() throws Exception {
    folder.withServices("k8s/a.yaml", "k8s/sub/b.yaml", "c.txt");
    assertThat(Folder.names(folder.readFiles(false, "k8s"))).containsExactly("k8s/a.yaml");
    assertThat(Folder.names(folder.readFiles(true, "k8s")))
        .containsExactly("k8s/a.yaml", "k8s/sub/b.yaml");
    assertThat(Folder.names(folder.readFiles(false, "k8s/sub,c.txt")))
        .containsExactly("k8s/sub/b.yaml", "c.txt");
  }

  @Test
  void expandsGlobsThatTheShellLeft() throws Exception {
    folder.withServices(
        "k8s/a.yaml", "k8s/x/b.yaml", "k8s/x/y/c.yml", "k8s/.d/e.yaml", "k8s/f.txt");
    assertThat(folder.found("k8s/*.yaml")).containsExactly("k8s/a.yaml");
    assertThat(folder.found("k8s/**/*.{yaml,yml}"))
        .containsExactly("k8s/a.yaml", "k8s/x/b.yaml", "k8s/x/y/c.yml");
    assertThat(folder.found("k8s/?/b.yaml")).containsExactly("k8s/x/b.yaml");
    assertThat(folder.found("*/[xz]")).containsExactly("k8s/x/b.yaml", "k8s/x/y/c.yml");
    assertThat(folder.found("k8s/**")).hasSize(3);
    assertThat(folder.found("k8s/*"))
        .containsExactly("k8s/a.yaml", "k8s/x/b.yaml", "k8s/x/y/c.yml");
    assertThat(Folder.unseen(folder.read("k8s/*.json")))
        .containsExactly(
            "k8s/*.json: the path \"k8s/*.json\" does not exist; nothing matches the pattern");
  }

  @Test
  void aMissingPathDoesNotHideTheOthers() throws Exception {
    folder.withServices("a.yaml");
    Reading reading = folder.read("nowhere.yaml", "a.yaml");
    assertThat(Folder.names(reading)).containsExactly("a.yaml");
    assertThat(Folder.unseen(reading))
        .containsExactly("nowhere.yaml: the path \"nowhere.yaml\" does not exist");
    assertThat(reading.unseen().getFirst().reach()).isEqualTo(Unseen.Reach.GIVEN);
  }

  @Test
  void aFileReachedTwiceIsReadOnceAndIsNamedIfItWasNamed() throws Exception {
    folder.withServices("k8s/a.yaml");
    Reading reading = folder.read("k8s", "k8s/a.yaml", "./k8s/../k8s");
    assertThat(reading.documents()).hasSize(1);
    assertThat(reading.documents().getFirst().file().origin()).isEqualTo(SourceFile.Origin.NAMED);
  }

  @Test
  void linksAreFollowedOnce() throws Exception {
    folder.withServices("k8s/a/s.yaml", "real/t.yaml");
    Files.createSymbolicLink(path.resolve("k8s/a/loop"), path.resolve("k8s"));
    Files.createSymbolicLink(path.resolve("k8s/b.yaml"), path.resolve("real/t.yaml"));
    Files.createSymbolicLink(path.resolve("k8s/real"), path.resolve("real"));
    assertThat(folder.found("k8s")).containsExactly("k8s/a/s.yaml", "k8s/b.yaml");
    Files.createSymbolicLink(path.resolve("k8s/dangling.yaml"), path.resolve("nowhere"));
    assertThat(Folder.unseen(folder.read("k8s")))
        .containsExactly("k8s/dangling.yaml: is a link to something that does not exist");
  }

  @Test
  void pipesDoNotHang() throws Exception {
    folder.withServices("k8s/a.yaml");
    Process mkfifo = new ProcessBuilder("mkfifo", path.resolve("k8s/pipe.yaml").toString()).start();
    assumeTrue(mkfifo.waitFor() == 0);
    assertThat(folder.found("k8s")).containsExactly("k8s/a.yaml");
    assertThat(Folder.unseen(folder.read("k8s/pipe.yaml")))
        .containsExactly("k8s/pipe.yaml: is not a regular file; pipe it into -f - instead");
  }

  @Test
  void whatIsNoObjectIsLeftOutWhileWalking() throws Exception {
    folder.withServices("a.yaml");
    folder.with("values.yaml", "replicas: 1\n").with("compose.yml", "services: {a: {image: b}}\n");
    folder.with("broken.yml", "nav: [\n").with("list.json", "[1]").with("open.json", "{\"a\": ");
    folder.with("bin.yaml", "apiVersion: kind\0").with("latin.yml", "ok: 1");
    Files.write(path.resolve("latin.yml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
    assertThat(folder.found(".")).containsExactly("a.yaml");
  }

  @Test
  void whatIsNamedMustBeAnObject() throws Exception {
    folder
        .with("values.yaml", "replicas: 1\n")
        .with("bin.yaml", "\0\1")
        .with("empty.yaml", "# c\n");
    assertThat(Folder.unseen(folder.read("values.yaml", "bin.yaml", "empty.yaml")))
        .containsExactlyInAnyOrder(
            "document 1 of values.yaml: no apiVersion and kind: not a Kubernetes object",
            "bin.yaml: holds NUL bytes: a binary file, not a manifest");
  }

  @Test
  void invalidTextHasAPlace() throws Exception {
    byte[] bytes = (service("a") + "# é\uFFFD caf?\n").getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xE9;
    Files.write(path.resolve("a.yaml"), bytes);
    Unseen unseen = folder.read(".").unseen().getFirst();
    assertThat(unseen.why()).isEqualTo("is not valid UTF-8; save it as UTF-8");
    assertThat(String.valueOf(unseen.place())).isEqualTo("a.yaml:8:9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void byteOrderMarksAreUnderstood(String charset) throws Exception {
    Files.write(
        path.resolve("a.yaml"), ("\uFEFF" + service("é")).getBytes(Charset.forName(charset)));
    Document document = folder.read("a.yaml").documents().getFirst();
    assertThat(((Mapping) document.root()).text("metadata", "name")).contains("é");
    assertThat(Trees.at(document.root())).startsWith("1:1-");
  }

  @Test
  void tooLargeFilesAreSaid() throws Exception {
    folder.withServices("a.yaml");
    try (var file = new RandomAccessFile(path.resolve("b.yaml").toFile(), "rw")) {
      file.setLength((64L << 20) + 1);
    }
    assertThat(Folder.unseen(folder.read(".")))
        .containsExactly("b.yaml: is larger than 64 MiB; split it");
  }

  @Test
  void standardInput() throws Exception {
    var inputs =
        new Inputs(List.of("-"), List.of("-"), false, Optional.empty(), List.of(), List.of());
    var stdin = new ByteArrayInputStream(service("a").getBytes(StandardCharsets.UTF_8));
    Reading reading = Reader.read(inputs, path, stdin, Map.of());
    assertThat(Folder.names(reading)).containsExactly("-");
    assertThat(reading.documents().getFirst().file().directory()).isEqualTo(".");
  }

  @Test
  void chartsAreSaidNotToBeRendered() throws Exception {
    folder.with("chart/Chart.yaml", "apiVersion: v2\nname: x\n");
    folder.with("chart/templates/a.yaml", "apiVersion: v1\nkind: {{ x }}\n");
    folder.withServices("chart/crds/b.yaml", "chart/charts/sub/templates/c.yaml");
    Reading reading = folder.read(".");
    assertThat(Folder.names(reading)).containsExactly("chart/crds/b.yaml");
    assertThat(Folder.unseen(reading))
        .containsExactly("Helm chart chart: its templates were not rendered; use --helm chart");
  }

  @Test
  void namesAreRelativeToTheWorkingDirectory() throws IOException, UsageException {
    folder.withServices("work/a.yaml", "other/b.yaml");
    var work = new Folder(path.resolve("work"));
    assertThat(work.found(path.resolve("work/a.yaml").toString())).containsExactly("a.yaml");
    assertThat(work.found("../other")).containsExactly("../other/b.yaml");
    var names = new Names(Path.of("/a/b/c/d/e/f"));
    assertThat(names.of(Path.of("/x/y.yaml"))).isEqualTo("/x/y.yaml");
    assertThat(names.of(Path.of("/a/b/c/d/e/f"))).isEqualTo(".");
    assertThat(names.of(Path.of("/a/b/c/d/e/g/y.yaml"))).isEqualTo("../g/y.yaml");
    assertThat(Names.directoryOf("/y.yaml")).isEqualTo("/");
  }

  @Test
  void contradictionsAreRefused() {
    assertRefused(
        new Inputs(List.of(), List.of("x"), false, Optional.of("y"), List.of(), List.of()),
        "only one of -f or -k can be specified");
    assertRefused(
        new Inputs(List.of(), List.of(), true, Optional.of("y"), List.of(), List.of()),
        "the -k flag can't be used with -f or -R");
    assertRefused(
        new Inputs(List.of(), List.of(), false, Optional.empty(), List.of(), List.of("v.yaml")),
        "--values needs --helm; say which chart the values are for");
    assertRefused(
        new Inputs(
            List.of(), List.of("https://x/y.yaml"), false, Optional.empty(), List.of(), List.of()),
        "https://x/y.yaml is not fetched; use: curl -fsSL 'https://x/y.yaml' | kubectl svc-audit -f"
            + " -");
  }

  private void assertRefused(Inputs inputs, String message) {
    assertThatThrownBy(() -> folder.read(inputs))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @Test
  void nothingIsEmpty() throws Exception {
    assertThat(folder.read(Folder.NOTHING))
        .isEqualTo(new Reading(0, List.of(), List.of(), List.of()));
  }
}
