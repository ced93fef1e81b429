package io.svcaudit.topology.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
  @ParameterizedTest
  @CsvSource({
    "redis,                                  redis,        redis",
    "redis:8,                                redis,        redis",
    "host:5000/redis,                        redis,        host:5000/redis",
    "host:5000/a/b/redis:8@sha256:00,        redis,        b/redis",
    "mcr.microsoft.com/mssql/server:2022,    server,       mssql/server",
    "Bitnami/MariaDB-Galera,                 mariadb-galera, bitnami/mariadb-galera",
    "'',                                     '',           ''",
    "/,                                      '',           '/'",
    "':',                                    '',           ''",
  })
  void cutsToTheName(String image, String last, String withParent) {
    assertThat(ImageName.of(image).last()).isEqualTo(last);
    assertThat(ImageName.of(image).withParent()).isEqualTo(withParent);
  }

  @Test
  void tellsEditionsFromOtherThings() {
    assertThat(ImageName.of("mysql-cluster-8").isEditionOf("mysql")).isTrue();
    assertThat(ImageName.of("mysql-client").isEditionOf("mysql")).isFalse();
    assertThat(ImageName.of("mysqlish").isEditionOf("mysql")).isFalse();
    assertThat(ImageName.of("a-mysql_b").mentions("mysql")).isTrue();
    assertThat(ImageName.of("a-mysqlb").mentions("mysql")).isFalse();
  }
}
