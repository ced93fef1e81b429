package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnmanagedTest {
  private static InputStream stream(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(String json) throws IOException {
    return new String(new Unmanaged(stream(json)).readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                                      | ``",
        "{}                                                      | {}",
        "{\"a\":[1]}                                             | {\"a\":[1]}",
        "{\"managedFields\":[]}                                  | {\"managedFields\":[]}",
        "{\"managedFields\":[{\"f:a\":[{}]},[]],\"b\":1}        | {\"managedFields\":[],\"b\":1}",
        "{\"managedFields\":[\"]\",\"\\\"]\",\"\\\\\"],\"b\":1}  | {\"managedFields\":[],\"b\":1}",
        "{\"managedFields\":\"x\"}                               | {\"managedFields\":\"x\"}",
        "{\"managedFields\":{\"a\":[1]}}                         | {\"managedFields\":{\"a\":[1]}}",
        "{\"a\":\"\\\"managedFields\\\":[1]\"}                   |"
            + " {\"a\":\"\\\"managedFields\\\":[1]\"}",
        "{\"managedFields\":[1],\"managedFields\":[2]}           |"
            + " {\"managedFields\":[],\"managedFields\":[]}",
        "{\"managedFields\":[1                                  | {\"managedFields\":[",
        "{\"managedFields                                       | {\"managedFields",
      })
  void whatStandsInManagedFieldsIsLeftOut(String json, String left) throws Exception {
    assertThat(read(json)).isEqualTo(left);
  }

  /// Gives as few bytes at a time as a network may.
  private static final class Dripping extends InputStream {
    private final InputStream in;
    private final Random random;

    Dripping(String json, Random random) {
      this.in = stream(json);
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      return in.read(into, from, Math.min(length, 1 + random.nextInt(40)));
    }
  }

  @Test
  void itDoesNotMatterWhereTheNetworkCutsTheText() throws Exception {
    var random = new Random(7);
    var json = new StringBuilder();
    var left = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      String filling = "z".repeat(random.nextInt(50));
      json.append(
          "{\"x\":\"managedFields\",\"managedFields\":[{\"f:a\":\"[\\\"\"},[1,2]],\"y\":\"%s\"},"
              .formatted(filling));
      left.append(
          "{\"x\":\"managedFields\",\"managedFields\":[],\"y\":\"%s\"},".formatted(filling));
    }

    var dripping = new Unmanaged(new Dripping(json.toString(), random));
    assertThat(new String(dripping.readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(left.toString());
    assertThat(dripping.count()).isEqualTo(json.length());
    assertThat(read(json.toString())).isEqualTo(left.toString());
  }

  @Test
  void whatIsLeftOutIsCountedAllTheSame() throws Exception {
    String json = "{\"managedFields\":[1,2,3],\"b\":1}";
    try (var unmanaged = new Unmanaged(stream(json))) {
      for (int b = unmanaged.read(); b >= 0; ) b = unmanaged.read();
      assertThat(unmanaged.count()).isEqualTo(json.length());
    }
  }
}
