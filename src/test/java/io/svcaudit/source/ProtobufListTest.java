package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Field numbers are those of the `protobuf` tags of the Go types of the Kubernetes API, the wire
/// format is that of protobuf.dev, "Encoding".
class ProtobufListTest {
  private static final ApiList.Type SERVICES = new ApiList.Type("v1", "Service", false);

  private final List<Mapping> objects = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();

  /// A field of any type but a number.
  private static byte[] field(int number, byte[]... parts) {
    var value = new ByteArrayOutputStream();
    for (byte[] part : parts) value.writeBytes(part);
    var field = new ByteArrayOutputStream();
    field.writeBytes(varint(number << 3 | 2));
    field.writeBytes(varint(value.size()));
    field.writeBytes(value.toByteArray());
    return field.toByteArray();
  }

  private static byte[] field(int number, String text) {
    return field(number, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] field(int number, long value) {
    var field = new ByteArrayOutputStream();
    field.writeBytes(varint((long) number << 3));
    field.writeBytes(varint(value));
    return field.toByteArray();
  }

  private static byte[] varint(long value) {
    var bytes = new ByteArrayOutputStream();
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) all.writeBytes(part);
    return all.toByteArray();
  }

  private static byte[] list(byte[]... fields) {
    byte[] type = field(1, field(1, "v1"), field(2, "ServiceList"));
    return join(new byte[] {'k', '8', 's', 0}, type, field(2, fields), field(3, ""), field(4, ""));
  }

  private static byte[] metadata(String name) {
    return field(1, field(1, name), field(2, ""), field(3, "shop"));
  }

  private void read(InputStream in) throws IOException {
    new ApiList(SERVICES, "kind-dev")
        .read(
            in,
            new ApiList.Page() {
              @Override
              public void more(String token) {
                tokens.add(token);
              }

              @Override
              public void object(Document object) {
                objects.add((Mapping) object.root());
              }
            });
  }

  private void read(byte[]... fields) throws IOException {
    read(new ByteArrayInputStream(list(fields)));
  }

  private static byte[] shop() {
    byte[] labels =
        join(field(11, field(1, "app"), field(2, "api")), field(11, field(1, "b"), field(2, "")));
    byte[] managed = field(17, field(1, "kubectl"), field(7, field(1, "{\"f:spec\":{}}")));
    byte[] port =
        field(
            1,
            field(1, "http"),
            field(2, "TCP"),
            field(3, 80),
            field(4, field(1, 1), field(2, 0), field(3, "web")),
            field(5, 0));
    byte[] other =
        field(
            1,
            field(1, ""),
            field(2, "UDP"),
            field(3, 53),
            field(4, field(1, 0), field(2, 5353), field(3, "")),
            field(5, 30053));
    byte[] spec =
        field(
            2,
            port,
            other,
            field(2, field(1, "app"), field(2, "api")),
            field(3, "10.0.0.1"),
            field(4, "NodePort"),
            field(13, 0));
    return field(
        2,
        field(
            1,
            field(1, "api"),
            field(2, ""),
            field(3, "shop"),
            field(7, 2),
            field(8, field(1, 1_700_000_000L)),
            labels,
            managed),
        spec,
        field(3, field(1)));
  }

  @Test
  void anObjectIsWhatItIsInJson() throws Exception {
    read(field(1, field(3, "next"), field(2, "7")), shop());

    Mapping api = objects.getFirst();
    assertThat(api.text("apiVersion")).contains("v1");
    assertThat(api.text("kind")).contains("Service");
    assertThat(api.mapping("metadata").entries().keySet())
        .containsExactly("name", "namespace", "generation", "creationTimestamp", "labels");
    assertThat(api.text("metadata", "creationTimestamp")).contains("2023-11-14T22:13:20Z");
    assertThat(api.mapping("metadata", "labels").entries().keySet()).containsExactly("app", "b");
    assertThat(api.text("metadata", "labels", "b")).contains("");
    assertThat(api.text("spec", "selector", "app")).contains("api");
    assertThat(api.text("spec", "type")).contains("NodePort");
    Mapping http = api.mapping("spec").mappings("ports").getFirst();
    assertThat(http.entries().keySet()).containsExactly("name", "protocol", "port", "targetPort");
    assertThat(http.scalar("targetPort"))
        .matches(Scalar::isString)
        .extracting(Scalar::text)
        .isEqualTo("web");
    Mapping dns = api.mapping("spec").mappings("ports").getLast();
    assertThat(dns.entries().keySet())
        .containsExactly("protocol", "port", "targetPort", "nodePort");
    assertThat(dns.scalar("targetPort"))
        .matches(s -> s.type() == Scalar.Type.NUMBER)
        .extracting(Scalar::text)
        .isEqualTo("5353");
    assertThat(api.get("status", "loadBalancer")).isInstanceOf(Mapping.class);
    assertThat(tokens).containsExactly("next");
  }

  @Test
  void thePlacesOfItsValuesAreThoseOfItsText() throws Exception {
    read(shop());

    Span type = objects.getFirst().mapping("spec").spanOf("type");
    assertThat(type.file().text().lines().toList().get(type.line() - 1))
        .isEqualTo("  type: NodePort");
  }

  @Test
  void aListMayBeEmpty() throws Exception {
    read(field(1));
    assertThat(objects).isEmpty();
    assertThat(tokens).isEmpty();
  }

  @Test
  void fieldsThatAreNewerThanWeArePassedOver() throws Exception {
    byte[] fixed64 = join(varint(900 << 3 | 1), new byte[8]);
    byte[] fixed32 = join(varint(901 << 3 | 5), new byte[4]);
    byte[] more = join(field(902, "x"), field(903, -1), fixed64, fixed32);
    read(field(1), field(2, more, metadata("a"), more), more, field(2, metadata("b")));
    assertThat(objects)
        .extracting(o -> o.text("metadata", "name").orElse(""))
        .containsExactly("a", "b");
  }

  @Test
  void longTextsAndSlowConnectionsChangeNothing() throws Exception {
    String text = "é".repeat(100_000);
    byte[] list =
        list(
            field(1),
            field(2, field(1, field(1, "a"), field(12, field(1, "note"), field(2, text)))),
            field(2, metadata("b")));
    read(
        new FilterInputStream(new ByteArrayInputStream(list)) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(length, 7));
          }
        });
    assertThat(objects.getFirst().text("metadata", "annotations", "note")).contains(text);
    assertThat(objects).hasSize(2);
  }

  @Test
  void wordsAreNotMistakenForEachOther() throws Exception {
    var items = new ArrayList<byte[]>(List.of(field(1)));
    for (int i = 0; i < 20_000; i++) items.add(field(2, metadata("name-" + i)));
    read(items.toArray(byte[][]::new));
    for (int i = 0; i < 20_000; i++)
      assertThat(objects.get(i).text("metadata", "name")).contains("name-" + i);
  }

  @Test
  void whatEndsTooEarlyIsNoList() {
    byte[] list = list(field(1), shop());
    for (int length = 4; length < list.length - 4; length++) {
      byte[] cut = Arrays.copyOf(list, length);
      assertThatThrownBy(() -> read(new ByteArrayInputStream(cut)))
          .as("%d bytes", length)
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void whatIsNoProtobufFailsClearlyOrReadsSomething() {
    byte[] list = list(field(1), shop(), shop());
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = list.clone();
      broken[4 + random.nextInt(list.length - 4)] = (byte) random.nextInt(256);
      try {
        read(new ByteArrayInputStream(broken));
      } catch (IOException _) {
        // No other exception, and no endless loop.
      }
    }
  }

  @Test
  void aTextThatIsLargerThanAnyObjectIsRefused() {
    byte[] item =
        join(
            varint(2 << 3 | 2),
            varint(60 << 20),
            varint(1 << 3 | 2),
            varint(50 << 20),
            varint(1 << 3 | 2),
            varint(40 << 20));
    byte[] list = join(new byte[] {'k', '8', 's', 0}, varint(2 << 3 | 2), varint(70 << 20), item);
    assertThatThrownBy(() -> read(new ByteArrayInputStream(list)))
        .hasMessageContaining("more than 32 MiB");
  }

  @Test
  void theMessageOfAStatusIsRead() {
    byte[] status =
        join(
            new byte[] {'k', '8', 's', 0},
            field(1, field(1, "v1"), field(2, "Status")),
            field(2, field(1), field(2, "Failure"), field(3, "pods is forbidden"), field(6, 403)));
    assertThat(ApiStatus.message(status)).isEqualTo("pods is forbidden");
    assertThat(ApiStatus.message(Arrays.copyOf(status, 20))).isEmpty();
    assertThat(
            ApiStatus.message(
                "{\"kind\":\"Status\",\"message\":\"no\"}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("no");
    assertThat(ApiStatus.message("Bad Gateway\n<html>".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("Bad Gateway");
    assertThat(ApiStatus.message(new byte[0])).isEmpty();
  }
}
