package io.svcaudit.built;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `scripts/wheel` makes; [PreCommitIT] installs it.
@PythonTools
class WheelIT {
  private static final String[] ANY = {"--platform", "any"};

  @TempDir Path folder;

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private Path anything() throws IOException {
    return file("anything", "#!/bin/sh\n".getBytes(UTF_8));
  }

  // https://packaging.python.org/en/latest/specifications/binary-distribution-format/
  @Test
  void recordHoldsTheHashOfEachFile() throws IOException, NoSuchAlgorithmException {
    var listed = new TreeMap<String, String>();
    var held = new TreeMap<String, String>();
    try (var zip =
        new ZipFile(Wheel.of(anything(), "1.2.3", folder.resolve("out"), ANY).toFile())) {
      for (var entry : zip.stream().toList()) {
        byte[] content = zip.getInputStream(entry).readAllBytes();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        boolean isRecord = entry.getName().equals("svc_audit-1.2.3.dist-info/RECORD");
        held.put(entry.getName(), isRecord ? "," : "sha256=" + value + "," + content.length);
        if (isRecord)
          new String(content, UTF_8)
              .lines()
              .map(line -> line.split(",", 2))
              .forEach(line -> listed.put(line[0], line[1]));
      }
    }
    assertThat(listed)
        .isEqualTo(held)
        .containsOnlyKeys(
            "svc_audit-1.2.3.data/scripts/kubectl-svc_audit",
            "svc_audit-1.2.3.dist-info/METADATA",
            "svc_audit-1.2.3.dist-info/RECORD",
            "svc_audit-1.2.3.dist-info/WHEEL",
            "svc_audit-1.2.3.dist-info/licenses/LICENSE");
  }

  @Test
  void theDescriptionHasNoLinkThatOnlyTheRepositoryKnows() throws IOException {
    try (var zip =
        new ZipFile(Wheel.of(anything(), "1.2.3", folder.resolve("out"), ANY).toFile())) {
      var metadata = zip.getEntry("svc_audit-1.2.3.dist-info/METADATA");
      assertThat(new String(zip.getInputStream(metadata).readAllBytes(), UTF_8))
          .contains("\n# kubectl svc-audit\n", "](https://")
          .doesNotContainPattern("\\]\\((?!https://)");
    }
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    Path executable = anything();
    Path one = Wheel.of(executable, "1.2.3", folder.resolve("one"), ANY);
    Path two = Wheel.of(executable, "1.2.3", folder.resolve("two"), ANY);
    assertThat(one).hasSameBinaryContentAs(two);
  }

  // https://peps.python.org/pep-0440/#pre-releases
  @ParameterizedTest
  @CsvSource({
    "1.2.3,                  1.2.3",
    "0.1.0-SNAPSHOT,         0.1.0.dev0",
    "1.2.3-rc.1,             1.2.3rc1",
    "1.2.3-beta.12,          1.2.3b12",
    "1.2.3-alpha.1-SNAPSHOT, 1.2.3a1.dev0"
  })
  void mavenVersionsBecomePythonVersions(String maven, String python) throws IOException {
    Path wheel = Wheel.of(anything(), maven, folder.resolve("out"), ANY);
    assertThat(wheel).hasFileName("svc_audit-" + python + "-py3-none-any.whl");
  }

  // Machine numbers of ELF: 62 is x86-64, 183 AArch64. pip knows no manylinux older than 2_17 on
  // ARM.
  @ParameterizedTest
  @CsvSource({
    "62,  GLIBC_2.2.5 GLIBC_2.34 GLIBC_2.4,  manylinux_2_34_x86_64",
    "183, GLIBC_2.17 GLIBC_PRIVATE,          manylinux_2_17_aarch64",
    "62,  GLIBC_2.9 ZLIB_1.2.40,             manylinux_2_17_x86_64"
  })
  void linuxIsTheGlibcThatTheExecutableNeeds(int machine, String versions, String tag)
      throws IOException {
    assertThat(tag(elf(machine, versions.split(" ")))).isEqualTo(tag);
  }

  // CPU types of Mach-O: 0x01000007 is x86-64, 0x0100000c ARM64. Versions: major << 16 | minor <<
  // 8.
  @ParameterizedTest
  @CsvSource({
    "0x0100000c, 0x32, 0x000b0000, macosx_11_0_arm64",
    "0x0100000c, 0x32, 0x000d0300, macosx_13_0_arm64",
    "0x01000007, 0x24, 0x000a0f00, macosx_10_15_x86_64"
  })
  void macosIsTheOldestThatTheExecutableRunsOn(int cpu, int command, int oldest, String tag)
      throws IOException {
    var bytes = new byte[32 + 16 + 24];
    ByteBuffer file = littleEndian(bytes);
    file.putInt(0xfeedfacf).putInt(cpu).putInt(16, 2);
    // A segment first, to be passed over.
    file.putInt(32, 0x19).putInt(36, 16);
    file.putInt(48, command).putInt(52, 24);
    // LC_BUILD_VERSION has its platform before the version; 1 is macOS.
    if (command == 0x32) file.putInt(56, 1).putInt(60, oldest);
    else file.putInt(56, oldest);
    assertThat(tag(bytes)).isEqualTo(tag);
  }

  @ParameterizedTest
  @CsvSource({"0x8664, win_amd64", "0xaa64, win_arm64"})
  void windowsExecutablesKeepTheirSuffix(int machine, String tag) throws IOException {
    var bytes = new byte[0x80 + 6];
    ByteBuffer file = littleEndian(bytes);
    file.put((byte) 'M').put((byte) 'Z').putInt(60, 0x80);
    file.putInt(0x80, 'P' | 'E' << 8).putShort(0x84, (short) machine);
    Path wheel = Wheel.of(file("program", bytes), "1.2.3", folder.resolve("out"));
    assertThat(wheel).hasFileName("svc_audit-1.2.3-py3-none-" + tag + ".whl");
    try (var zip = new ZipFile(wheel.toFile())) {
      assertThat(zip.getEntry("svc_audit-1.2.3.data/scripts/kubectl-svc_audit.exe")).isNotNull();
    }
  }

  @Test
  void whatCannotBeToldIsAsked() throws IOException {
    Path out = folder.resolve("out");
    Path file = file("static", elf(62));
    var run = Wheel.run(file, "1.2.3", out);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr())
        .isEqualTo(
            "error: %s: cannot tell its platform; name it with --platform, such as musllinux_1_2_x86_64\n"
                .formatted(file));
    assertThat(out).doesNotExist();
    assertThat(Wheel.of(file, "1.2.3", out, "--platform", "musllinux_1_2_x86_64"))
        .hasFileName("svc_audit-1.2.3-py3-none-musllinux_1_2_x86_64.whl");
  }

  @Test
  void aVersionThatIsNoneIsAnError() throws IOException {
    var run = Wheel.run(anything(), "v1.2", folder.resolve("out"), ANY);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr())
        .isEqualTo("error: \"v1.2\" is no version; write 1.2.3, 1.2.3-rc.1 or 1.2.3-SNAPSHOT\n");
  }

  private String tag(byte[] executable) throws IOException {
    Path wheel = Wheel.of(file("program", executable), "1.2.3", folder.resolve("out"));
    return wheel.getFileName().toString().replaceFirst("svc_audit-1.2.3-py3-none-(.*)\\.whl", "$1");
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// An ELF file that needs symbol versions of one library, and has no more than says so.
  private static byte[] elf(int machine, String... versions) {
    var names = new ByteArrayOutputStream();
    names.write(0);
    // Header, the library and its versions, the names, two sections: the versions and the names.
    var needed = new byte[16 + 16 * versions.length];
    ByteBuffer need = littleEndian(needed);
    need.putShort((short) 1).putShort((short) versions.length).putInt(0).putInt(16).putInt(0);
    for (int i = 0; i < versions.length; i++) {
      int next = i + 1 < versions.length ? 16 : 0;
      need.putInt(0).putShort((short) 0).putShort((short) 0).putInt(names.size()).putInt(next);
      names.writeBytes((versions[i] + "\0").getBytes(UTF_8));
    }
    int strings = 64 + needed.length;
    int table = strings + names.size();
    var bytes = new byte[table + 2 * 64];
    ByteBuffer file = littleEndian(bytes);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    file.putShort(18, (short) machine).putLong(40, table);
    file.putShort(58, (short) 64).putShort(60, (short) 2);
    file.put(64, needed).put(strings, names.toByteArray());
    boolean needs = versions.length > 0;
    file.putInt(table + 4, needs ? 0x6ffffffe : 0).putLong(table + 24, 64).putInt(table + 40, 1);
    file.putInt(table + 64 + 4, 3).putLong(table + 64 + 24, strings);
    return bytes;
  }
}
