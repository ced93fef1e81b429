package io.svcaudit.suggest.policy;

import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Model;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Manifest;
import io.svcaudit.source.Document;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Reading;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.SourceFile.Origin;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.ByTheBook;
import io.svcaudit.topology.policy.Connections;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Manifests with suggested policies laid over them.
///
/// @param before the manifests alone
/// @param text the manifests and the policies
public record Laid(Topology before, PolicySuggestion suggestion, String text, Topology after) {
  /// Over what was read of a folder, without the policies that are there already: they would add to
  /// the others.
  ///
  /// @param folder where the policies are put: above all of it
  public static Laid over(Reading reading, String folder) {
    List<KubeObject> objects =
        objects(reading.documents()).stream()
            .filter(object -> !object.kind().equals("NetworkPolicy"))
            .toList();
    Topology before = Topology.of(objects, reading.kustomizations(), reading.unseen());
    PolicySuggestion suggestion = PolicySuggestion.of(before, _ -> true);
    String text = PolicyYaml.text(suggestion);
    Origin origin = objects.getFirst().file().origin();
    var file = new SourceFile("policies.yaml", folder, text, origin);
    List<KubeObject> all =
        Stream.concat(objects.stream(), objects(Manifests.read(file).documents()).stream())
            .toList();
    Topology after = Topology.of(all, reading.kustomizations(), reading.unseen());
    return new Laid(before, suggestion, text, after);
  }

  private static List<KubeObject> objects(List<Document> documents) {
    return Model.objects(documents, (_, written) -> written.orElse("default"));
  }

  static Laid over(String manifests) {
    Topology before = Manifest.of(manifests).topology();
    return over(manifests, PolicySuggestion.of(before, _ -> true));
  }

  static Laid over(String manifests, PolicySuggestion suggestion) {
    String text = manifests + "\n---\n" + PolicyYaml.text(suggestion);
    return new Laid(
        Manifest.of(manifests).topology(), suggestion, text, Manifest.of(text).topology());
  }

  /// All files of a folder and of those below it, as one text.
  static String folder(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(Laid::read)
          .collect(Collectors.joining("\n---\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Workload workload(String name) {
    return after.workloads().stream()
        .filter(workload -> workload.object().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Which connections between Pods get through by the engine, to the ports that anything knows of:
  /// `web -> api:8080`. Those that may get through have a question mark.
  public TreeSet<String> byTheEngine() {
    var found = new TreeSet<String>();
    for (Workload from : after.workloads())
      for (Workload to : after.workloads()) {
        var reach = after.policies().between(new End.Pods(from), new End.Pods(to));
        Connections certain = reach.certain();
        Connections possible = reach.possible();
        for (SuggestedPort port : ports(to))
          if (possible.contains(port.protocol(), port.number()))
            found.add(
                pair(from, to, port)
                    + (certain.contains(port.protocol(), port.number()) ? "" : "?"));
      }
    return found;
  }

  /// The same by the evaluator that reads the documentation word by word.
  public TreeSet<String> byTheBook() {
    var book = new ByTheBook(ReadPolicies.of(text));
    var found = new TreeSet<String>();
    for (Workload from : after.workloads())
      for (Workload to : after.workloads())
        for (SuggestedPort port : ports(to))
          if (book.allows(
              known(from, "a Pod", null),
              known(to, from == to ? "its sibling" : "another Pod", null),
              port.protocol().name(),
              port.number())) found.add(pair(from, to, port));
    return found;
  }

  ByTheBook.Known known(Workload workload, String name, @Nullable String address) {
    Map<String, String> labels = new HashMap<>();
    for (Labels.Label label : workload.labels().all().values())
      labels.put(label.key(), label.value());
    String namespace = workload.object().namespace();
    return new ByTheBook.Known(
        namespace,
        workload.ref() + " " + name,
        Map.of(Namespace.NAME_LABEL, namespace),
        labels,
        List.of(),
        address);
  }

  public static String pair(Workload from, Workload to, SuggestedPort port) {
    String protocol = port.protocol() == Protocol.TCP ? "" : "/" + port.protocol();
    return "%s -> %s:%d%s"
        .formatted(from.object().name(), to.object().name(), port.number(), protocol);
  }

  /// Those that are declared, and those that Services lead to.
  TreeSet<SuggestedPort> ports(Workload workload) {
    var ports = new TreeSet<SuggestedPort>();
    workload
        .template()
        .ports()
        .forEach(port -> SuggestedPort.of(port.protocol(), port.number()).ifPresent(ports::add));
    for (Service service : after.servicesSelecting(workload))
      for (ServicePort port : service.ports())
        if (Topology.target(port, workload)
            instanceof Target.Resolved(long number, var _, ContainerPort _))
          SuggestedPort.of(port.protocol(), number).ifPresent(ports::add);
    return ports;
  }
}
