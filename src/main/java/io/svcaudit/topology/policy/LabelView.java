package io.svcaudit.topology.policy;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Workload;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What is known of the labels of something.
interface LabelView {
  /// Whether it has a label of this key and value.
  Match has(String key, String value);

  /// Whether it has a label of this key.
  Match has(String key);

  /// Of something that has the labels of one of these; it is not known which.
  ///
  /// @param labels at least one
  static LabelView oneOf(List<Labels> labels) {
    return new OneOf(labels.stream().map(Complete::new).toList());
  }

  /// Whether a selector selects it.
  default Match meets(LabelSelector selector) {
    Match all = Match.YES;
    for (Requirement requirement : selector.requirements()) all = all.and(meets(requirement));
    return all;
  }

  private Match meets(Requirement requirement) {
    return switch (requirement) {
      case Requirement.In(var key, var values) -> hasOneOf(key, values);
      case Requirement.NotIn(var key, var values) -> hasOneOf(key, values).not();
      case Requirement.Exists(var key) -> has(key);
      case Requirement.DoesNotExist(var key) -> has(key).not();
    };
  }

  private Match hasOneOf(String key, Collection<String> values) {
    Match any = Match.NO;
    for (String value : values) any = any.or(has(key, value));
    return any;
  }

  /// All labels are known.
  record Complete(Labels labels) implements LabelView {
    @Override
    public Match has(String key, String value) {
      return Match.of(value.equals(labels.value(key)));
    }

    @Override
    public Match has(String key) {
      return Match.of(labels.get(key) != null);
    }
  }

  /// There may be labels besides the known ones.
  record Partial(Map<String, String> known) implements LabelView {
    @Override
    public Match has(String key, String value) {
      String has = known.get(key);
      return has == null ? Match.MAYBE : Match.of(has.equals(value));
    }

    @Override
    public Match has(String key) {
      return known.containsKey(key) ? Match.YES : Match.MAYBE;
    }
  }

  /// The template's labels, and those that controllers and admission will give to the Pods.
  record OfTemplate(Workload workload) implements LabelView {
    @Override
    public Match has(String key, String value) {
      String has = workload.labels().value(key);
      if (has != null && !workload.overwritten(key)) return Match.of(has.equals(value));
      return workload.setAtRunTime(key, value) ? Match.MAYBE : Match.NO;
    }

    @Override
    public Match has(String key) {
      if (workload.labels().get(key) != null) return Match.YES;
      return workload.setAtRunTime(key) ? Match.MAYBE : Match.NO;
    }
  }

  /// One of several, it is not known which: the Pods of one workload, the definitions of a
  /// namespace.
  ///
  /// @param views at least one
  record OneOf(List<Complete> views) implements LabelView {
    @Override
    public Match has(String key, String value) {
      return agreed(view -> view.has(key, value));
    }

    @Override
    public Match has(String key) {
      return agreed(view -> view.has(key));
    }

    @Override
    public Match meets(LabelSelector selector) {
      return agreed(view -> view.meets(selector));
    }

    private Match agreed(Function<LabelView, Match> question) {
      List<Match> answers = views.stream().map(question).distinct().toList();
      return answers.size() == 1 ? answers.getFirst() : Match.MAYBE;
    }
  }
}
