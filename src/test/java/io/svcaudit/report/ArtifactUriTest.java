package io.svcaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactUriTest {
  @ParameterizedTest
  @CsvSource({
    "k8s/db.yaml, k8s/db.yaml",
    "./k8s//db.yaml, k8s/db.yaml",
    "a/./b/../c.yaml, a/c.yaml",
    "../x.yaml, ../x.yaml",
    "../../x/../y.yaml, ../../y.yaml",
    "a:b.yaml, a%3Ab.yaml",
    "'a b#c?d%.yaml', a%20b%23c%3Fd%25.yaml",
    "ä/日[1].yaml, %C3%A4/%E6%97%A5%5B1%5D.yaml",
    "/srv/repo/x y.yaml, x%20y.yaml",
    "/srv/repo/../x.yaml, ../x.yaml",
    "/srv/repo2/x.yaml, ../repo2/x.yaml",
    "/tmp/x.yaml, ../../tmp/x.yaml",
    "/srv/repo, ../repo"
  })
  void isRelative(String name, String uri) {
    assertThat(ArtifactUri.of(name, "/srv/repo")).isEqualTo(new ArtifactUri(uri, true));
    assertThat(URI.create(uri).isAbsolute()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "k8s/x.yaml, k8s/x.yaml, true",
    "C:/repo/k8s/x.yaml, k8s/x.yaml, true",
    "C:/other/x.yaml, ../other/x.yaml, true",
    "D:/x y.yaml, file:///D:/x%20y.yaml, false",
    "//server/share/x.yaml, file://server/share/x.yaml, false",
    "/x.yaml, file:///x.yaml, false"
  })
  void isLegalOnWindows(String name, String uri, boolean relative) {
    assertThat(ArtifactUri.of(name, "C:/repo")).isEqualTo(new ArtifactUri(uri, relative));
    assertThat(URI.create(uri).isAbsolute()).isNotEqualTo(relative);
  }
}
