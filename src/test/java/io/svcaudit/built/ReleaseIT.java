package io.svcaudit.built;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class ReleaseIT {
  private static final Path LIB =
      Path.of(System.getProperty("svc-audit.jar", "")).resolveSibling("lib");

  @Test
  void theArchiveHoldsTheExecutableAndItsLicences(@TempDir Path plugin) throws IOException {
    Release.ofThisPlatform().unpack(Release.archive(Release.OS, Release.ARCH), plugin);
    assertThat(names(plugin))
        .containsExactly(
            "LICENSE", "THIRD-PARTY", "kubectl-svc_audit", "kubectl_complete-svc_audit");
    assertThat(plugin.resolve("kubectl-svc_audit")).isExecutable();
    assertThat(plugin.resolve("kubectl_complete-svc_audit")).isExecutable();
    assertThat(plugin.resolve("kubectl-svc_audit")).hasSameBinaryContentAs(Release.executable());
    assertThat(plugin.resolve("LICENSE"))
        .hasSameBinaryContentAs(Built.project().resolve("LICENSE"));
  }

  @Test
  void onWindowsItIsAZip() throws IOException {
    Path archive = Release.ofWindows().file(Release.archive("windows", "amd64"));
    try (var zip = new ZipFile(archive.toFile())) {
      assertThat(zip.stream().map(entry -> entry.getName()).toList())
          .containsExactly(
              "LICENSE", "THIRD-PARTY", "kubectl-svc_audit.exe", "kubectl_complete-svc_audit");
      try (var executable = zip.getInputStream(zip.getEntry("kubectl-svc_audit.exe"))) {
        assertThat(executable.readAllBytes()).isEqualTo(Files.readAllBytes(Release.executable()));
      }
    }
  }

  @Test
  void entriesHaveTheTimeOfTheSourcesAndNoOwner() {
    Path archive = Release.ofThisPlatform().file(Release.archive(Release.OS, Release.ARCH));
    // Python's own reader of archives.
    String script =
        """
        import sys, tarfile
        for e in tarfile.open(sys.argv[1]): print(e.mtime, e.uid, e.gid, repr(e.uname + e.gname))
        """;
    var run = Built.finish(new ProcessBuilder("python3", "-c", script, archive.toString()), "");
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout().lines()).hasSize(4).containsOnly(Release.EPOCH + " 0 0 ''");
  }

  @Test
  void theSameSourcesGiveTheSameFiles() {
    for (String name : List.of(Release.sbom(), Release.jarArchive(), "LICENSE"))
      assertThat(Release.ofWindows().file(name))
          .hasSameBinaryContentAs(Release.ofThisPlatform().file(name));
  }

  @Test
  void theBillOfMaterialsNamesTheLibrariesByTheirSums() throws Exception {
    Map<?, ?> sbom = Release.read(Files.readString(Release.ofThisPlatform().file(Release.sbom())));
    assertThat(sbom.get("bomFormat")).isEqualTo("CycloneDX");
    assertThat(sbom.get("specVersion")).isEqualTo("1.6");
    var component = (Map<?, ?>) ((Map<?, ?>) sbom.get("metadata")).get("component");
    assertThat(component)
        .extracting("type", "name", "version")
        .isEqualTo(tuple("application", "svc-audit", Release.VERSION).toList());
    var told = new TreeMap<String, String>();
    for (Object each : (List<?>) sbom.get("components")) {
      var library = (Map<?, ?>) each;
      assertThat((List<?>) library.get("licenses")).as("%s", library.get("name")).isNotEmpty();
      told.put(library.get("name") + "-" + library.get("version") + ".jar", sha256(library));
    }
    var used = new TreeMap<String, String>();
    for (String jar : names(LIB)) used.put(jar, sha256(LIB.resolve(jar)));
    assertThat(told).isEqualTo(used);
  }

  @Test
  void thirdPartyNamesEveryLibraryAndTheClassLibrary(@TempDir Path plugin, @TempDir Path jar)
      throws IOException {
    Release.ofThisPlatform().unpack(Release.archive(Release.OS, Release.ARCH), plugin);
    Release.ofThisPlatform().unpack(Release.jarArchive(), jar);
    String ofExecutable = Files.readString(plugin.resolve("THIRD-PARTY"));
    String ofJar = Files.readString(jar.resolve("THIRD-PARTY"));
    for (String name : names(LIB)) {
      String library = name.replaceFirst("-([0-9.]+)\\.jar$", " $1 ");
      assertThat(ofExecutable).contains(":" + library);
      assertThat(ofJar).contains(":" + library);
    }
    // Apache-2.0, 4(d): notices; MIT: "this permission notice shall be included in all copies".
    assertThat(ofJar)
        .contains("# Jackson JSON processor")
        .contains("Copyright (c) 2004-")
        .contains("Permission is hereby granted, free of charge");
    assertThat(ofExecutable).contains("OpenJDK: ASSEMBLY_EXCEPTION", "OpenJDK: zlib.md");
    assertThat(ofJar).doesNotContain("OpenJDK");
  }

  @Test
  void theJarsArchiveHoldsAllThatItRunsWith(@TempDir Path jar) throws IOException {
    Release.ofThisPlatform().unpack(Release.jarArchive(), jar);
    assertThat(names(jar))
        .containsExactly(
            "LICENSE",
            "THIRD-PARTY",
            "examples",
            "kubectl-svc_audit",
            "kubectl_complete-svc_audit",
            "lib",
            "libexec",
            "svc-audit.jar");
    assertThat(names(jar.resolve("lib"))).isEqualTo(names(LIB));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1.2.3 | error: a version has no v, only its tag has: 1.2.3",
        "1.2 | error: 1.2 is not a version such as 1.2.3",
        "--os solaris | error: no releases for solaris",
        "--arch mips | error: no releases for mips",
        "--executable nowhere | error: no file nowhere",
        "--executable | error: --executable needs a value",
        "--windows | error: unknown option --windows",
        "1.2.3 1.2.4 | error: two versions: 1.2.3 and 1.2.4",
      })
  void wrongUseIsToldBeforeAnythingIsBuilt(String arguments, String error) {
    var run = Release.script("release", arguments.split(" "));
    assertThat(run.stderr().lines().findFirst()).contains(error);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void nothingIsReleasedUnderAnotherVersion(@TempDir Path output) throws IOException {
    var run =
        Release.script(
            "release",
            "98.7.6",
            "--executable",
            Release.executable().toString(),
            "--output",
            output.toString());
    assertThat(run.stderr()).contains("is svc-audit " + Release.VERSION + " and not 98.7.6");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(names(output)).isEmpty();
  }

  private static Set<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var names = new TreeSet<String>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    }
  }

  private static String sha256(Map<?, ?> library) {
    for (Object each : (List<?>) library.get("hashes")) {
      var hash = (Map<?, ?>) each;
      if ("SHA-256".equals(hash.get("alg"))) return String.valueOf(hash.get("content"));
    }
    return "none";
  }

  static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(sum);
  }
}
