package io.svcaudit.topology.backend;

import io.svcaudit.model.Container.EnvVar;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Weighs the evidence that a container is one product.
final class Scoring {
  private static final Set<String> TELLING_LABELS =
      Set.of(
          "app",
          "name",
          "component",
          "tier",
          "role",
          "db",
          "database",
          "k8s-app",
          "app.kubernetes.io/name",
          "app.kubernetes.io/component");

  private static final List<String> CLIENT_ENDINGS =
      List.of(
          "DB_HOST",
          "DATABASE_HOST",
          "DATABASE_URL",
          "DATABASE_URI",
          "DB_URL",
          "DB_URI",
          "_DSN",
          "POSTGRES_HOST",
          "PGHOST",
          "MYSQL_HOST",
          "MONGO_URL",
          "MONGODB_URL",
          "MONGO_URI",
          "MONGODB_URI",
          "REDIS_HOST",
          "REDIS_URL",
          "REDIS_ADDR",
          "KAFKA_BROKERS",
          "KAFKA_BOOTSTRAP_SERVERS",
          "AMQP_URL",
          "ELASTICSEARCH_URL",
          "ELASTICSEARCH_HOSTS");

  /// What may stand before the program in a command.
  private static final Set<String> WRAPPERS =
      Set.of(
          "sh",
          "bash",
          "-c",
          "-ec",
          "-cx",
          "-ce",
          "-exc",
          "exec",
          "tini",
          "--",
          "dumb-init",
          "gosu",
          "docker-entrypoint.sh",
          "entrypoint.sh",
          "-g",
          "set");

  private final Product product;
  private final List<Evidence> evidence = new ArrayList<>();

  Scoring(Product product) {
    this.product = product;
  }

  /// Null if nothing points to the product strongly enough, or the port is none of its.
  static @Nullable Classification of(Product product, Backing backing) {
    var scoring = new Scoring(product);
    int image = scoring.image(backing);
    scoring.env(backing);
    scoring.command(backing);
    scoring.mount(backing);
    boolean known = !scoring.evidence.isEmpty();
    Product.Port port = scoring.port(backing, image, known);
    if (port == null) return null;
    scoring.surroundings(backing.workload());
    scoring.against(backing, image);
    return scoring.sum(port, Integer.MAX_VALUE);
  }

  @Nullable Classification sum(Product.Port port, int limit) {
    int score = 0;
    for (Evidence item : evidence) score += item.points();
    score = Math.min(score, limit);
    if (score < Classification.PROBABLE) return null;
    evidence.sort(Comparator.comparingInt(Evidence::points).reversed());
    return new Classification(
        port.kind(), product.name(), score, product.login(), port.http(), evidence);
  }

  void add(String text, int points, Spot spot) {
    evidence.add(new Evidence(text, points, spot));
  }

  private int image(Backing backing) {
    ImageName image = backing.image();
    int points = imagePoints(image);
    if (points > 0) add("image " + backing.container().image(), points, backing.imageSpot());
    return points;
  }

  private int imagePoints(ImageName image) {
    for (String name : product.images()) if (image.is(name)) return 60;
    if (image.tokens().stream().anyMatch(Words::isAbout)) return 0;
    for (String name : product.images()) if (image.isEditionOf(name)) return 50;
    for (String name : product.images()) if (image.mentions(name)) return 30;
    return 0;
  }

  private void env(Backing backing) {
    for (EnvVar variable : backing.container().env())
      if (product.configuredBy(variable.name())) {
        add("env " + variable.name(), 35, variable.node().spotOf("name"));
        return;
      }
  }

  private void command(Backing backing) {
    if (product.commands().isEmpty()) return;
    for (String field : List.of("command", "args"))
      for (Node item : backing.container().node().items(field)) {
        if (!(item instanceof Scalar word)) continue;
        boolean wrapper = false;
        for (String line : word.text().split("[\n;&|]")) {
          String program = program(line);
          wrapper |= program.isEmpty();
          if (product.commands().contains(program)) {
            add("command " + program, 40, word.spot());
            return;
          }
        }
        if (!wrapper) return;
      }
  }

  /// The file name of the first word that is no wrapper; empty if there are only wrappers.
  private static String program(String line) {
    for (String word : line.strip().split(" ")) {
      String file = word.substring(word.lastIndexOf('/') + 1);
      if (!file.isEmpty() && !WRAPPERS.contains(file)) return file;
    }
    return "";
  }

  private void mount(Backing backing) {
    for (Mapping mount : backing.container().node().mappings("volumeMounts")) {
      String path = mount.text("mountPath").orElse("");
      if (product.keepsDataAt(path)) {
        add("volume at " + path, 20, mount.spotOf("mountPath"));
        return;
      }
    }
  }

  /// @param image the points of the image
  /// @param known whether the container points to the product
  private Product.@Nullable Port port(Backing backing, int image, boolean known) {
    Product.Port port = product.port(backing.number());
    if (port != null) {
      if (!known && !port.distinctive()) return null;
      add("port " + backing.number(), port.distinctive() ? 30 : 15, backing.portSpot());
      named(backing.names(), port, backing.portSpot());
      return port;
    }
    if (image < 50) return null;
    port = product.portNamed(backing.names());
    if (port != null) {
      named(backing.names(), port, backing.portSpot());
      return port;
    }
    boolean only = backing.declared() && backing.container().ports().size() == 1;
    return only ? product.ports().getFirst() : null;
  }

  void named(Set<String> names, Product.Port port, Spot spot) {
    for (String name : names)
      if (port.names().contains(name)) {
        add("port name " + name, 25, spot);
        return;
      }
  }

  private void surroundings(Workload workload) {
    label(workload.labels());
    objectName(workload.object());
    if (workload.type() == Workload.Type.STATEFUL_SET
        && workload.object().spec().has("volumeClaimTemplates"))
      add("StatefulSet with volumes", 10, workload.object().spec().spotOf("volumeClaimTemplates"));
  }

  void label(Labels labels) {
    for (Label label : labels.all().values())
      if (TELLING_LABELS.contains(label.key())
          && isWordOf(label.value().toLowerCase(Locale.ROOT))) {
        add("label " + label.key() + "=" + label.value(), 20, label.spot());
        return;
      }
  }

  void objectName(KubeObject object) {
    for (String word : ImageName.words(object.name()))
      if (isWordOf(word)) {
        add("name " + object.name(), 10, object.nameSpot());
        return;
      }
  }

  private boolean isWordOf(String word) {
    return product.images().contains(word) || Words.of(product.kind()).contains(word);
  }

  private void against(Backing backing, int image) {
    if (image >= 60) return;
    for (String word : backing.image().tokens())
      if (Words.isAbout(word)) {
        add("but image " + backing.container().image(), -60, backing.imageSpot());
        return;
      }
    if (image > 0) return;
    if (Words.isRuntime(backing.image().last()))
      add("but image " + backing.container().image(), -30, backing.imageSpot());
    for (EnvVar variable : backing.container().env())
      for (String ending : CLIENT_ENDINGS)
        if (variable.name().endsWith(ending)) {
          add("but env " + variable.name(), -30, variable.node().spotOf("name"));
          return;
        }
  }
}
