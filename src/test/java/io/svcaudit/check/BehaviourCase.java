package io.svcaudit.check;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Labels;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Model;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.PodDisruptionBudget;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Document;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.SourceFile;
import io.svcaudit.topology.ControllerSlices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// One recorded case of a real control plane: the objects that were created, the steps that played
/// the kubelet, and the EndpointSlices and states of budgets that the controllers made.
@NullMarked
final class BehaviourCase {
  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  private static final String CONTROLLER = "endpointslice-controller.k8s.io";

  private final String id;
  private final Mapping result;
  private final Map<String, Map<String, @Nullable Object>> objects = new LinkedHashMap<>();
  private final Map<String, Map<String, @Nullable Object>> pods = new LinkedHashMap<>();

  private final Set<String> inputPods = new HashSet<>();

  private BehaviourCase(String id, Mapping result) {
    this.id = id;
    this.result = result;
  }

  /// @param folder with `input.yaml` and `result.json`
  static BehaviourCase read(Path folder) throws IOException {
    var result = documents(folder.resolve("result.json")).getFirst();
    var behaviour =
        new BehaviourCase(String.valueOf(folder.getFileName()), (Mapping) result.root());
    for (KubeObject object :
        Model.objects(documents(folder.resolve("input.yaml")), (_, ns) -> ns.orElse("default")))
      behaviour.create(object);
    for (Mapping step : behaviour.result.mappings("steps")) behaviour.play(step);
    return behaviour;
  }

  private static List<Document> documents(Path file) throws IOException {
    var text =
        new SourceFile(file.toString(), ".", Files.readString(file), SourceFile.Origin.NAMED);
    return Manifests.read(text).documents();
  }

  String id() {
    return id;
  }

  @SuppressWarnings("unchecked")
  private void create(KubeObject object) {
    var plain = (Map<String, @Nullable Object>) Tree.plain(object.node());
    if (plain == null) return;
    Tree.map(plain, "metadata").put("namespace", object.namespace());
    objects.put(object.kind() + "/" + object.name(), plain);
    if (!object.kind().equals("Pod")) return;
    pods.put(object.name(), plain);
    inputPods.add(object.name());
  }

  private void play(Mapping step) {
    long status = step.scalar("status") == null ? 200 : number(step, "status");
    String name = step.text("pod").orElse("");
    String created = step.text("create").orElse("");
    if (status >= 400) {
      if (!created.isEmpty()) objects.remove(created);
      return;
    }
    // A Pod of another namespace is not in the input; that it does not matter is what the case
    // shows.
    if (!name.isEmpty() && !step.has("namespace")) kubelet(name, step);
    step.text("patch").ifPresent(target -> patch(target, step));
    step.text("delete").ifPresent(this::delete);
  }

  private static long number(Mapping step, String field) {
    var scalar = step.scalar(field);
    return scalar == null ? 0 : scalar.integer().orElse(0);
  }

  private void patch(String target, Mapping step) {
    Map<String, @Nullable Object> object = objects.get(target);
    if (object == null && target.startsWith("Pod/")) object = pods.get(target.substring(4));
    if (object != null && Tree.plain(step.get("body")) instanceof Map<?, ?> body)
      Tree.merge(object, body);
  }

  /// A bare Pod that is bound to a node waits for its kubelet, which does not exist: it stays,
  /// terminating. Controllers' Pods were deleted by force.
  private void delete(String target) {
    objects.remove(target);
    if (!target.startsWith("Pod/")) return;
    Map<String, @Nullable Object> pod = pods.get(target.substring(4));
    if (pod == null) return;
    boolean bare = inputPods.contains(target.substring(4));
    if (!bare || Tree.map(pod, "spec").get("nodeName") == null) pods.remove(target.substring(4));
    else Tree.map(pod, "metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
  }

  private void kubelet(String name, Mapping step) {
    Map<String, @Nullable Object> pod = pods.computeIfAbsent(name, this::made);
    if (step.has("bound_to"))
      Tree.map(pod, "spec").put("nodeName", step.text("bound_to").orElseThrow());
    var status = Tree.map(pod, "status");
    status.put("phase", step.text("phase").orElse(""));
    if (step.has("ips")) status.put("podIPs", Tree.plain(step.get("ips")));
    if (step.get("ready") != null && step.has("ready"))
      status.put(
          "conditions",
          List.of(Map.of("type", "Ready", "status", step.isTrue("ready") ? "True" : "False")));
  }

  /// A Pod that a controller made: its template, and the labels that the controller adds.
  private Map<String, @Nullable Object> made(String name) {
    Workload maker = null;
    for (Workload workload : model().workloads())
      if (name.startsWith(workload.object().name() + "-")
          && (maker == null || workload.object().name().length() > maker.object().name().length()))
        maker = workload;
    if (maker == null) throw new IllegalStateException(id + ": nobody made Pod " + name);
    @SuppressWarnings("unchecked")
    var pod = (Map<String, @Nullable Object>) Tree.plain(maker.template().node());
    if (pod == null) throw new IllegalStateException(id);
    var metadata = Tree.map(pod, "metadata");
    metadata.put("name", name);
    metadata.put("namespace", maker.object().namespace());
    added(maker, name).forEach(Tree.map(metadata, "labels")::put);
    pod.put("apiVersion", "v1");
    pod.put("kind", "Pod");
    return pod;
  }

  private static Map<String, String> added(Workload maker, String pod) {
    String rest = pod.substring(maker.object().name().length() + 1);
    String first = rest.contains("-") ? rest.substring(0, rest.indexOf('-')) : rest;
    return switch (maker.type()) {
      case STATEFUL_SET ->
          Map.of("statefulset.kubernetes.io/pod-name", pod, "apps.kubernetes.io/pod-index", rest);
      case JOB ->
          Map.of(
              "job-name", maker.object().name(),
              "batch.kubernetes.io/job-name", maker.object().name(),
              "batch.kubernetes.io/job-completion-index", first);
      case POD,
          DEPLOYMENT,
          REPLICA_SET,
          REPLICATION_CONTROLLER,
          DAEMON_SET,
          CRON_JOB,
          KNATIVE_SERVICE ->
          Map.of();
    };
  }

  private Model model() {
    return Model.of(objects.values().stream().map(BehaviourCase::object).toList());
  }

  private static KubeObject object(Map<String, @Nullable Object> plain) {
    Mapping node = Tree.read(plain);
    var ref =
        new ObjectRef(
            node.text("apiVersion").orElse(""),
            node.text("kind").orElse(""),
            node.text("metadata", "namespace").orElse("default"),
            node.text("metadata", "name").orElse(""));
    return new KubeObject(ref, node, new Document(node.span().file(), 0, node, List.of()), true);
  }

  /// What our kernel makes, one line for each endpoint, for each slice without endpoints and for
  /// each budget, whose Pods are all healthy in the records.
  TreeSet<String> ours() {
    boolean dualStack = result.text("cluster").orElse("").contains("dual");
    var slices = new ControllerSlices(dualStack, node -> !node.contains("gone"));
    List<LivePod> living = pods.values().stream().map(pod -> LivePod.of(object(pod))).toList();
    var lines = new TreeSet<String>();
    for (Service service : model().services())
      for (var slice : slices.of(service, living)) {
        var ports = new TreeSet<String>();
        for (var port : slice.ports())
          ports.add("%s:%d/%s".formatted(port.name(), port.number(), port.protocol()));
        String family = slice.family() == ControllerSlices.Family.IPV4 ? "IPv4" : "IPv6";
        String head = "%s %s %s".formatted(service.object().name(), family, ports);
        if (slice.endpoints().isEmpty()) lines.add(head);
        for (var endpoint : slice.endpoints())
          lines.add(
              "%s %s %s %b %b %b"
                  .formatted(
                      head,
                      endpoint.pod(),
                      endpoint.address(),
                      endpoint.ready(),
                      endpoint.serving(),
                      endpoint.terminating()));
      }
    for (PodDisruptionBudget budget : model().podDisruptionBudgets()) {
      List<LivePod> covered =
          living.stream()
              .filter(pod -> budget.selector().filter(s -> s.matches(pod.labels())).isPresent())
              .toList();
      lines.add(
          "budget %s covers %d, lets %d go"
              .formatted(budget.object().name(), covered.size(), budget.allowed(covered.size())));
    }
    return lines;
  }

  /// What the controller made, in the same form. Slices that somebody else wrote are left out.
  TreeSet<String> theirs() {
    var lines = new TreeSet<String>();
    for (Mapping slice : result.mappings("endpointslices")) {
      Labels labels = Labels.of(slice.mapping("labels"));
      if (!CONTROLLER.equals(labels.value(MANAGED_BY)) || slice.items("owner").isEmpty()) continue;
      var ports = new TreeSet<String>();
      for (Mapping port : slice.mappings("ports"))
        ports.add(
            "%s:%s/%s"
                .formatted(
                    port.text("name").orElse(""),
                    port.text("port").orElse(""),
                    port.text("protocol").orElse("")));
      String head =
          "%s %s %s"
              .formatted(
                  labels.value("kubernetes.io/service-name"),
                  slice.text("addressType").orElse(""),
                  ports);
      if (slice.items("endpoints").isEmpty()) lines.add(head);
      for (Mapping endpoint : slice.mappings("endpoints"))
        lines.add(
            "%s %s %s %s %s %s"
                .formatted(
                    head,
                    endpoint.text("targetRef").orElse(""),
                    Tree.plain(endpoint.items("addresses").getFirst()),
                    endpoint.text("conditions", "ready").orElse(""),
                    endpoint.text("conditions", "serving").orElse(""),
                    endpoint.text("conditions", "terminating").orElse("")));
    }
    result
        .mapping("pdb")
        .entries()
        .forEach((name, entry) -> {
          if (entry.value() instanceof Mapping status)
            lines.add(
                "budget %s covers %d, lets %d go"
                    .formatted(
                        name,
                        number(status, "expectedPods"),
                        number(status, "disruptionsAllowed")));
        });
    return lines;
  }
}
