package io.svcaudit.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.svcaudit.kube.ApiFailure.Forbidden;
import io.svcaudit.kube.ApiFailure.Gone;
import io.svcaudit.kube.ApiFailure.Refused;
import io.svcaudit.kube.ApiFailure.Unauthorized;
import io.svcaudit.kube.ApiFailure.Unreachable;
import io.svcaudit.kube.ApiServer.Answer;
import io.svcaudit.model.Resource;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Observation.Gap;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ClusterReaderTest {
  private static final String SERVICES = "/api/v1/services?limit=500";
  private static final String NODES = "/api/v1/nodes?limit=500";
  private static final String NAMESPACES = "/api/v1/namespaces?limit=500";

  @TempDir Path folder;
  private ApiServer server;

  /// What there is, by path; everything else is not found.
  private final Map<String, Answer> lists = new ConcurrentHashMap<>();

  private final List<String> progress = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server = ApiServer.start();
    server.usually(path -> lists.getOrDefault(path, new Answer(404, "", Map.of())));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String items(String... names) {
    return Arrays.stream(names)
        .map("{\"metadata\":{\"name\":\"%s\"}}"::formatted)
        .collect(Collectors.joining(",", "\"items\":[", "]"));
  }

  private void has(String path, String... names) {
    answers(path, 200, "{" + items(names) + "}");
  }

  private void answers(String path, int code, String body) {
    lists.put(path, new Answer(code, body, Map.of()));
  }

  private void forbids(String path) {
    answers(path, 403, "{\"kind\":\"Status\",\"message\":\"no: %s\"}".formatted(path));
  }

  private static String within(String namespace) {
    return "/api/v1/namespaces/" + namespace + "/services?limit=500";
  }

  private ClusterReader reader(int port) throws Exception {
    var options = new Options().server("http://127.0.0.1:" + port);
    return new ClusterReader(
        new Client(folder).connect(options), (kind, objects) -> progress.add(kind + " " + objects));
  }

  private ClusterReading read(Resource resource, String... namespaces) throws Exception {
    return reader(server.port()).read(Set.of(resource), Set.of(namespaces));
  }

  private static List<String> names(ClusterReading reading) {
    var names = new ArrayList<String>();
    for (var document : reading.documents())
      names.add(((Mapping) document.root()).text("metadata", "name").orElse(""));
    return names;
  }

  private List<String> asked() {
    return server.seen().stream().map(ApiServer.Seen::path).toList();
  }

  @Test
  void aPageThatIsItsOwnNextEndsTheReading() {
    String page = "{\"metadata\":{\"continue\":\"x\"}," + items("one") + "}";
    answers(SERVICES, 200, page);
    answers(SERVICES + "&continue=x", 200, page);
    assertThatThrownBy(() -> read(Resource.SERVICES)).hasMessageContaining("same page of services");
  }

  @Test
  void readsPageByPage() throws Exception {
    answers(SERVICES, 200, "{\"metadata\":{\"continue\":\"a b+c/=\"}," + items("one", "two") + "}");
    String second = SERVICES + "&continue=a+b%2Bc%2F%3D";
    answers(second, 200, "{" + items("three") + ",\"metadata\":{\"continue\":\"\"}}");
    ClusterReading reading = read(Resource.SERVICES);

    assertThat(names(reading)).containsExactly("one", "two", "three");
    assertThat(asked()).containsExactly(SERVICES, second);
    assertThat(progress).containsExactly("services 2", "services 1");
    assertThat(reading.seen().kinds()).containsExactly("Service.");
    assertThat(reading.seen().namespaces()).isEmpty();
    assertThat(reading.seen().gaps()).isEmpty();
    assertThat(reading.seen().unseen("Service.", "shop")).isEmpty();
    assertThat(reading.seen().unseen("Pod.", "shop")).isPresent();
  }

  @Test
  void theNextPageIsAskedForWhileOneIsRead() throws Exception {
    String start = "{\"metadata\":{\"continue\":\"x\"}," + items("one");
    String rest = "}";
    String last = "{" + items("two") + "}";
    String head = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n";
    var asked = new CountDownLatch(1);
    try (var raw =
        new RawServer((request, _, out) -> {
          if (request.contains("continue=x")) {
            asked.countDown();
            out.write(RawServer.bytes(head.formatted(last.length()) + last));
          } else {
            out.write(RawServer.bytes(head.formatted((start + rest).length()) + start));
            out.flush();
            if (await(asked)) out.write(RawServer.bytes(rest));
          }
        })) {
      assertThat(names(reader(raw.port()).read(Set.of(Resource.SERVICES), Set.of())))
          .containsExactly("one", "two");
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }

  @Test
  void aListThatGrewTooOldIsReadFromItsStart() throws Exception {
    String first = "{\"metadata\":{\"continue\":\"x\"}," + items("one") + "}";
    answers(SERVICES, 200, first);
    has(SERVICES + "&continue=x", "two");
    server.then(200, first, Map.of()).then(410, "", Map.of());

    assertThat(names(read(Resource.SERVICES))).containsExactly("one", "two");
    assertThat(server.seen()).hasSize(4);
  }

  @Test
  void aListThatIsAlwaysTooOldIsGivenUp() throws Exception {
    answers(SERVICES, 200, "{\"metadata\":{\"continue\":\"x\"}," + items("one") + "}");
    answers(SERVICES + "&continue=x", 410, "{\"message\":\"too old\"}");

    assertThat(catchThrowableOfType(Gone.class, () -> read(Resource.SERVICES)))
        .hasMessage("too old");
    assertThat(asked()).filteredOn(SERVICES::equals).hasSize(3);
  }

  @Test
  void whereNothingMayBeListedThereIsOneGap() throws Exception {
    forbids(SERVICES);
    forbids(NAMESPACES);
    ClusterReading reading = read(Resource.SERVICES);

    assertThat(reading.documents()).isEmpty();
    assertThat(reading.seen().gaps())
        .containsExactly(new Gap("Service.", "", "no: /api/v1/services?limit=500"));
    assertThat(reading.seen().unseen("Service.", "shop"))
        .contains("no: /api/v1/services?limit=500");
  }

  @Test
  void namespacesThatMayBeListedAre() throws Exception {
    forbids(SERVICES);
    has(NAMESPACES, "a", "b", "c");
    has(within("a"), "one");
    forbids(within("b"));
    has(within("c"), "two");
    ClusterReading reading = read(Resource.SERVICES);

    assertThat(names(reading)).containsExactly("one", "two");
    assertThat(reading.seen().gaps())
        .containsExactly(new Gap("Service.", "b", "no: " + within("b")));
    assertThat(reading.seen().unseen("Service.", "a")).isEmpty();
    assertThat(reading.seen().unseen("Service.", "b")).isPresent();
  }

  @Test
  void forbiddenInEachNamespaceIsForbiddenEverywhere() throws Exception {
    forbids(SERVICES);
    has(NAMESPACES, "a", "b");
    forbids(within("a"));
    forbids(within("b"));

    assertThat(read(Resource.SERVICES).seen().gaps())
        .containsExactly(new Gap("Service.", "", "no: /api/v1/services?limit=500"));
  }

  @Test
  void kindsOutsideOfNamespacesAreNotLookedForThere() throws Exception {
    forbids(NODES);

    assertThat(read(Resource.NODES).seen().gaps())
        .containsExactly(new Gap("Node.", "", "no: /api/v1/nodes?limit=500"));
    assertThat(asked()).containsExactly(NODES);
  }

  @Test
  void readsTheNamespacesThatAreAskedForAlone() throws Exception {
    has(within("a"), "one");
    forbids(within("b"));
    ClusterReading reading = read(Resource.SERVICES, "b", "a");

    assertThat(names(reading)).containsExactly("one");
    assertThat(asked()).containsExactlyInAnyOrder(within("a"), within("b"));
    assertThat(reading.seen().namespaces()).containsExactlyInAnyOrder("a", "b");
    assertThat(reading.seen().gaps()).extracting(Gap::namespace).containsExactly("b");
    assertThat(reading.seen().unseen("Service.", "c")).contains("namespace c was not read");
    has(NODES, "n");
    assertThat(names(read(Resource.NODES, "a"))).containsExactly("n");
  }

  @Test
  void ofAKindThatTheServerDoesNotKnowThereIsNone() throws Exception {
    ClusterReading reading = read(Resource.INGRESSES);

    assertThat(reading.documents()).isEmpty();
    assertThat(reading.seen().gaps()).isEmpty();
    assertThat(reading.seen().unseen("Ingress.networking.k8s.io", "shop")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'autoscaling/v1', v1", "'autoscaling/v1 autoscaling/v2', v2"})
  void asksForTheBestVersionThatIsServed(String served, String asked) throws Exception {
    String versions =
        Arrays.stream(served.split(" ", -1))
            .map("{\"groupVersion\":\"%s\"}"::formatted)
            .collect(Collectors.joining(","));
    answers(
        "/apis", 200, "{\"groups\":[{\"name\":\"autoscaling\",\"versions\":[" + versions + "]}]}");
    String path = "/apis/autoscaling/" + asked + "/horizontalpodautoscalers?limit=500";
    has(path, "one");
    ClusterReading reading = read(Resource.AUTOSCALERS);

    assertThat(names(reading)).containsExactly("one");
    // Nothing of KEDA, which is not there, though it counts as seen.
    assertThat(asked()).containsExactly("/apis", path);
    assertThat(reading.seen().unseen("ScaledObject.keda.sh", "shop")).isEmpty();
  }

  @Test
  void readsCustomResourcesThatAreThere() throws Exception {
    answers(
        "/apis", 200, "{\"groups\":[{\"versions\":[{\"groupVersion\":\"keda.sh/v1alpha1\"}]}]}");
    has("/apis/keda.sh/v1alpha1/scaledobjects?limit=500", "one");

    assertThat(names(read(Resource.AUTOSCALERS))).containsExactly("one");
  }

  /// A group has more versions than each of its kinds: TCPRoutes were v1alpha2 when HTTPRoutes had
  /// long been v1.
  @Test
  void asksForAnOlderVersionOfAKindThatTheBestDoesNotHave() throws Exception {
    String group = "gateway.networking.k8s.io";
    answers(
        "/apis",
        200,
        "{\"groups\":[{\"versions\":[{\"groupVersion\":\"%1$s/v1\"},{\"groupVersion\":\"%1$s/v1alpha2\"}]}]}"
            .formatted(group));
    has("/apis/%s/v1/httproutes?limit=500".formatted(group), "web");
    has("/apis/%s/v1alpha2/tcproutes?limit=500".formatted(group), "db");

    assertThat(names(read(Resource.ROUTES))).containsExactlyInAnyOrder("web", "db");
  }

  @Test
  void whoMayNotEvenAskForTheKindsIsToldSo() {
    forbids("/apis");

    assertThat(catchThrowableOfType(Forbidden.class, () -> read(Resource.AUTOSCALERS)))
        .hasMessage("no: /apis");
  }

  @Test
  void otherFailuresEndTheReading() {
    answers(SERVICES, 401, "");
    assertThat(catchThrowableOfType(Unauthorized.class, () -> read(Resource.SERVICES)))
        .hasMessage("you must be logged in to the server (Unauthorized)");
    answers(SERVICES, 501, "");
    assertThat(catchThrowableOfType(Refused.class, () -> read(Resource.SERVICES)))
        .hasMessage("the server answered 501");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'items':[{'metadata':{'name':'o | no valid JSON",
        "{'items':[{'metadata':{'name':one}}]} | no valid JSON",
        "<html></html> | no valid JSON",
        "{'kind':'Status'} | no list of objects",
        "[] | no list of objects"
      },
      quoteCharacter = '~')
  void whatIsNoListIsToldSo(String body, String why) {
    answers(SERVICES, 200, body.replace('\'', '"'));

    assertThat(catchThrowableOfType(Unreachable.class, () -> read(Resource.SERVICES)))
        .hasMessageContaining("127.0.0.1:" + server.port())
        .hasMessageContaining(why);
  }

  @Test
  void anObjectOf40MegabytesIsNoKubernetesObject() {
    String megabyte = "\"" + "x".repeat(1 << 20) + "\"";
    answers(
        SERVICES,
        200,
        "{\"items\":[{\"spec\":{\"a\":[" + (megabyte + ",").repeat(40) + megabyte + "]}}]}");

    assertThat(catchThrowableOfType(Unreachable.class, () -> read(Resource.SERVICES)))
        .hasMessageContaining("an object of more than 32 MiB");
  }

  @Test
  void anAnswerThatBreaksOffIsReadAgainAndCountedOnce() throws Exception {
    String list = "{" + items("one", "two") + "}";
    String whole = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(list.length(), list);
    var connections = new CopyOnWriteArrayList<String>();
    try (var raw =
        new RawServer((request, _, out) -> {
          connections.add(request);
          String said = connections.size() == 1 ? whole.substring(0, whole.length() - 9) : whole;
          out.write(RawServer.bytes(said));
        })) {
      ClusterReading reading = reader(raw.port()).read(Set.of(Resource.SERVICES), Set.of());

      assertThat(names(reading)).containsExactly("one", "two");
      assertThat(progress).containsExactly("services 2");
    }
  }

  @Test
  void theTimeIsTheServers() throws Exception {
    try (var raw =
        new RawServer((_, _, out) ->
            out.write(
                RawServer.bytes(
                    "HTTP/1.1 200 OK\r\n"
                        + "Date: Tue, 03 Feb 2026 04:05:06 GMT\r\n"
                        + "Content-Length: 12\r\n\r\n"
                        + "{\"items\":[]}")))) {
      assertThat(reader(raw.port()).read(Set.of(Resource.SERVICES), Set.of()).seen().at())
          .isEqualTo("2026-02-03T04:05:06Z");
    }
    has(SERVICES);
    assertThat(read(Resource.SERVICES).seen().at())
        .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now().plusSeconds(60));
  }
}
