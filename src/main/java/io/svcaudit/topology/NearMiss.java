package io.svcaudit.topology;

import io.svcaudit.model.Labels;
import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Selection.Near;
import io.svcaudit.topology.Selection.Near.Reason;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds the workload that a selector was probably meant for.
final class NearMiss {
  /// Keys that people write one for another.
  private static final Set<String> NAME_KEYS =
      Set.of("app", "name", "k8s-app", "app.kubernetes.io/name", "component", "run", "service");

  private static final Set<String> KIND_WORDS =
      Set.of(
          "svc",
          "service",
          "netpol",
          "networkpolicy",
          "policy",
          "headless",
          "deployment",
          "deploy",
          "statefulset",
          "sts",
          "daemonset",
          "ds",
          "pod",
          "rc",
          "rs");

  /// More candidates than this in one namespace are not worth the time.
  private static final int MAX_CANDIDATES = 1_000;

  private NearMiss() {}

  /// @param name of the object that has the selector: a Service, a NetworkPolicy
  /// @param candidates workloads of the namespace that it selects from
  /// @param unselected whether no object of that kind selects a workload: such a one is waiting for
  ///   its own
  /// @return null if none comes close
  static @Nullable Near find(
      String name,
      Labels selector,
      Collection<Workload> candidates,
      Predicate<Workload> unselected) {
    Near best = null;
    int examined = 0;
    for (Workload candidate : candidates) {
      if (++examined > MAX_CANDIDATES) break;
      if (candidate.type().runsToCompletion()) continue;
      Near near = compare(name, selector, candidate, unselected);
      if (near != null && (best == null || isLikelier(near, best, unselected))) best = near;
    }
    return best;
  }

  private static boolean isLikelier(Near a, Near b, Predicate<Workload> unselected) {
    int byReason = a.reason().compareTo(b.reason());
    if (byReason != 0) return byReason < 0;
    return unselected.test(a.workload()) && !unselected.test(b.workload());
  }

  private static @Nullable Near compare(
      String name, Labels selector, Workload candidate, Predicate<Workload> unselected) {
    Label missing = null;
    int matching = 0;
    for (Label wanted : selector.all().values()) {
      if (wanted.value().equals(candidate.labels().value(wanted.key()))
          || candidate.setAtRunTime(wanted)) matching++;
      else if (missing != null) return null;
      else missing = wanted;
    }
    if (missing == null) return null;
    Near near = difference(missing, candidate);
    boolean alike = alike(name, candidate);
    boolean meant =
        switch (near.reason()) {
          case NAMESPACE, CASE, KEY, NOT_IN_TEMPLATE -> true;
          case SPELLING -> alike || unselected.test(candidate);
          case VALUE, MISSING -> alike || matching > 0 && unselected.test(candidate);
        };
    return meant ? near : null;
  }

  /// Whether something of a name and a workload go by one name.
  static boolean alike(String name, Workload workload) {
    return stem(workload.object().name()).equals(stem(name));
  }

  /// A name without the word for its kind: `api` of `api-svc` and of `api-deployment`.
  private static String stem(String name) {
    int dash = name.lastIndexOf('-');
    return dash > 0 && KIND_WORDS.contains(name.substring(dash + 1))
        ? name.substring(0, dash)
        : name;
  }

  private static Near difference(Label wanted, Workload candidate) {
    Label same = candidate.labels().get(wanted.key());
    if (same != null && same.value().equalsIgnoreCase(wanted.value()))
      return new Near(candidate, wanted, same, Reason.CASE);
    if (same != null && misspelled(same.value(), wanted.value()))
      return new Near(candidate, wanted, same, Reason.SPELLING);
    for (Label label : candidate.labels().all().values()) {
      if (!label.value().equals(wanted.value())) continue;
      boolean alike =
          (NAME_KEYS.contains(label.key()) && NAME_KEYS.contains(wanted.key()))
              || EditDistance.isNear(label.key(), wanted.key());
      if (alike) return new Near(candidate, wanted, label, Reason.KEY);
    }
    var own = candidate.object().metadata().mapping("labels");
    if (own.text(wanted.key()).filter(wanted.value()::equals).isPresent())
      return new Near(candidate, wanted, Labels.of(own).get(wanted.key()), Reason.NOT_IN_TEMPLATE);
    return new Near(candidate, wanted, same, same == null ? Reason.MISSING : Reason.VALUE);
  }

  /// Letters, not numbers: `v1` and `v2`, `db-0` and `db-1` are different on purpose.
  private static boolean misspelled(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 3) return false;
    return EditDistance.isNear(a, b) && !without(a, "0123456789").equals(without(b, "0123456789"))
        || !a.equals(b) && without(a, "-_.").equalsIgnoreCase(without(b, "-_."));
  }

  private static String without(String text, String unwanted) {
    var rest = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++)
      if (unwanted.indexOf(text.charAt(i)) < 0) rest.append(text.charAt(i));
    return rest.toString();
  }
}
