package io.svcaudit.topology.intent;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import io.svcaudit.source.Span;
import io.svcaudit.source.Spot;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.intent.Expectation.Is;
import io.svcaudit.topology.trace.EndReader;
import io.svcaudit.topology.trace.EndText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `expect` and `exposure` of a configuration. What is wrong is told, and the rest is read.
public final class IntentReader {
  private static final Pattern ARROW = Pattern.compile("\\s*(?:→|->)\\s*");
  private static final List<String> LONG = List.of("from", "to", "is", "reason");
  private static final List<String> VERDICTS =
      Arrays.stream(Is.values()).map(Is::toString).toList();

  /// Two expectations about the same ends are one too many.
  private record Ends(String from, String to) {}

  private final Problems problems;
  private final List<Expectation> expectations = new ArrayList<>();
  private final Map<Ends, Expectation> byEnds = new HashMap<>();
  private final List<Declared> audiences = new ArrayList<>();

  /// @param problems takes what is wrong
  public IntentReader(Problems problems) {
    this.problems = problems;
  }

  /// What was read so far.
  public Intent intent() {
    return new Intent(expectations, audiences, Intent.NONE.namespace());
  }

  /// Reads the value of `expect`: a list of `FROM → TO: allowed`, or one mapping of them.
  public void expect(Node node) {
    switch (node) {
      case Mapping all -> all.entries().forEach(this::arrow);
      case Sequence list -> list.items().forEach(this::item);
      case Scalar scalar -> {
        if (!scalar.isNull()) wrongType(scalar, "expect", "a list of expectations");
      }
    }
  }

  private void item(Node node) {
    switch (node) {
      case Mapping item -> {
        boolean hasArrow =
            item.entries().keySet().stream().anyMatch(key -> ARROW.matcher(key).find());
        if (!hasArrow && LONG.stream().anyMatch(key -> item.entry(key) != null)) spelledOut(item);
        else arrows(item);
      }
      case Scalar scalar ->
          problems.add(
              scalar.span(),
              "\"%s\" lacks what is expected; write it like \"internet → svc/db: denied\""
                  .formatted(scalar.text()));
      case Sequence list -> wrongType(list, "an expectation", "like \"internet → svc/db: denied\"");
    }
  }

  /// `{internet → svc/db: denied, reason: …}`
  private void arrows(Mapping item) {
    String reason = reason(item);
    item.entries()
        .forEach((key, entry) -> {
          if (!key.equals("reason")) arrow(key, entry, reason);
        });
  }

  private String reason(Mapping item) {
    return item.has("reason") ? text(item, "reason").map(Written::text).orElse("") : "";
  }

  private void arrow(String written, Mapping.Entry entry) {
    arrow(written, entry, "");
  }

  /// `internet → svc/db: denied`
  private void arrow(String written, Mapping.Entry entry, String reason) {
    String[] ends = ARROW.split(written.strip(), -1);
    if (ends.length != 2 || ends[0].isEmpty() || ends[1].isEmpty())
      problems.add(
          entry.key(),
          "cannot read \"%s\"; write it like \"internet → svc/db: denied\"".formatted(written));
    else add(new Written(ends[0], entry.key()), new Written(ends[1], entry.key()), entry, reason);
  }

  private void add(Written from, Written to, Mapping.Entry expected, String reason) {
    verdict(expected).ifPresent(is -> add(from, to, is, reason, expected.spot()));
  }

  /// `{from: internet, to: svc/db, is: denied, reason: …}`
  private void spelledOut(Mapping item) {
    item.entries()
        .forEach((key, entry) -> {
          if (!LONG.contains(key)) problems.unknownKey(entry.key(), key, LONG);
        });
    Optional<Written> from = text(item, "from");
    Optional<Written> to = text(item, "to");
    Optional<Is> is = Optional.empty();
    Mapping.Entry expected = item.entry("is");
    if (expected == null) lacks(item, "is");
    else is = verdict(expected);
    String reason = reason(item);
    if (from.isPresent() && to.isPresent() && is.isPresent())
      add(from.get(), to.get(), is.get(), reason, item.spot());
  }

  private record Written(String text, Span place) {}

  private Optional<Written> text(Mapping item, String key) {
    Mapping.Entry entry = item.entry(key);
    if (entry == null) lacks(item, key);
    else if (entry.value() instanceof Scalar scalar && scalar.isString())
      return Optional.of(new Written(scalar.text().strip(), scalar.span()));
    else wrongType(entry.value(), key, "a string");
    return Optional.empty();
  }

  private void lacks(Mapping item, String key) {
    problems.add(item.span(), "the expectation lacks \"%s\"".formatted(key));
  }

  private Optional<Is> verdict(Mapping.Entry entry) {
    if (!(entry.value() instanceof Scalar scalar) || !scalar.isString()) {
      Span place = entry.value().span();
      String what = entry.value().typeName();
      problems.add(place, "what is expected must be allowed or denied, not " + what);
      return Optional.empty();
    }
    Optional<Is> is =
        Arrays.stream(Is.values()).filter(v -> v.toString().equals(scalar.text())).findFirst();
    if (is.isEmpty()) unknownValue(scalar, VERDICTS);
    return is;
  }

  private void add(Written from, Written to, Is is, String reason, Spot spot) {
    try {
      EndText.From client = EndReader.from(from.text());
      EndText.To goal = EndReader.to(to.text());
      var one = new Expectation(client, goal, is, reason, spot);
      Expectation first = byEnds.putIfAbsent(new Ends(client.key(), goal.key()), one);
      if (first == null) expectations.add(one);
      else again(one, first);
    } catch (UsageException e) {
      problems.add(from.place(), e.messages().getFirst());
    }
  }

  private void again(Expectation one, Expectation first) {
    int line = first.spot().span().line();
    problems.add(
        one.spot().span(),
        one.expected() == first.expected()
            ? "\"%s\" is expected on line %d already".formatted(one, line)
            : "\"%s\" contradicts line %d, which expects it to be %s"
                .formatted(one, line, first.expected()));
  }

  /// Reads the value of `exposure`: a mapping of Services and namespaces.
  public void exposure(Node node) {
    switch (node) {
      case Mapping all -> all.entries().forEach(this::audience);
      case Sequence list -> wrongType(list, "exposure", "a mapping like \"svc/db: private\"");
      case Scalar scalar -> {
        if (!scalar.isNull()) wrongType(scalar, "exposure", "a mapping like \"svc/db: private\"");
      }
    }
  }

  private void audience(String key, Mapping.Entry entry) {
    Optional<Audience> audience = Optional.empty();
    if (entry.value() instanceof Scalar scalar && scalar.isString()) {
      audience = Audience.of(scalar.text());
      if (audience.isEmpty()) unknownValue(scalar, Audience.names());
    } else wrongType(entry.value(), key, "one of " + String.join(", ", Audience.names()));
    if (audience.isEmpty()) return;
    try {
      EndText.Name name = EndReader.service(key);
      var one = new Declared(name.namespace(), name.service(), audience.get(), entry.spot());
      Optional<Declared> first =
          audiences.stream()
              .filter(other ->
                  other.namespace().equals(one.namespace())
                      && other.service().equals(one.service()))
              .findFirst();
      if (first.isEmpty()) audiences.add(one);
      else
        problems.add(
            entry.key(),
            "%s is on line %d already".formatted(one, first.get().spot().span().line()));
    } catch (UsageException e) {
      problems.add(entry.key(), e.messages().getFirst());
    }
  }

  private void unknownValue(Scalar scalar, List<String> known) {
    problems.add(
        scalar.span(),
        "unknown value \"%s\"; %s"
            .formatted(scalar.text(), Problems.suggestion(scalar.text(), known)));
  }

  private void wrongType(Node node, String key, String wanted) {
    problems.add(node.span(), "%s must be %s, not %s".formatted(key, wanted, node.typeName()));
  }
}
