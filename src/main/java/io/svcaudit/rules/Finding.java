package io.svcaudit.rules;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule has to say about one object.
///
/// @param rule the rule's name
/// @param message what is wrong and where; one sentence without a period at its end
/// @param path the field that it is about, list items by their key: `spec.ports[http].targetPort`;
///   with rule and subject it identifies the finding for ever
/// @param place what the reader has to look at, with a label of a few words
/// @param related the other ends of the relation; may be empty
/// @param evidence why we think so: "image postgres:16 (60)"; may be empty
/// @param help what to do; empty if there is nothing better than the rule's page
/// @param cause findings with the same cause are one: the first keeps its place, the others become
///   related places; empty if it stands for itself
public record Finding(
    String rule,
    Severity severity,
    Confidence confidence,
    ObjectRef subject,
    String message,
    String path,
    Place place,
    List<Place> related,
    List<String> evidence,
    String help,
    String cause) {

  /// A place with what is to be seen there.
  ///
  /// @param label a few words; may be empty
  /// @param subject the object that it belongs to; null if it is the finding's own
  public record Place(Span span, String label, @Nullable ObjectRef subject) {}

  public Finding {
    related = List.copyOf(related);
    evidence = List.copyOf(evidence);
  }
}
