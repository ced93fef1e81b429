package io.svcaudit.audit;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.source.ConfigFile;
import io.svcaudit.source.Document;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.Span;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.intent.Intent;
import io.svcaudit.topology.intent.IntentReader;
import io.svcaudit.topology.intent.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a project says of itself and of how it is to be audited: `.svc-audit.yaml`. Its schema is
/// packed as `/svc-audit/config.schema.json`.
///
/// @param file null if there is none
public record Config(@Nullable SourceFile file, Intent intent) {
  /// Nothing is said.
  public static final Config NONE = new Config(null, Intent.NONE);

  /// What findings about the configuration itself are about.
  static final ObjectRef REF =
      new ObjectRef("svc-audit.io/v1", "Configuration", "", ConfigFile.NAME);

  private static final List<String> KEYS = List.of("expect", "exposure");

  /// Understands a configuration.
  ///
  /// @throws UsageException if anything in it means nothing, with a message for each
  public static Config of(Document document) throws UsageException {
    var problems = new Problems();
    var reader = new IntentReader(problems);
    for (Document.DuplicateKey twice : document.duplicates())
      problems.add(
          twice.last(),
          "\"%s\" is written on line %d already".formatted(twice.key(), twice.first().line()));
    if (document.root() instanceof Mapping root)
      root.entries()
          .forEach((key, entry) -> {
            switch (key) {
              case "expect" -> reader.expect(entry.value());
              case "exposure" -> reader.exposure(entry.value());
              default -> problems.unknownKey(entry.key(), key, KEYS);
            }
          });
    else if (!(document.root() instanceof Scalar scalar && scalar.isNull()))
      problems.add(
          document.root().span(),
          "a configuration is a mapping, not " + document.root().typeName());
    problems.raise();
    return new Config(document.file(), reader.intent());
  }

  /// The same, with names looked up in a namespace first.
  public Config in(String namespace) {
    return new Config(file, intent.in(namespace));
  }

  /// Whether a place is in it.
  boolean holds(Span place) {
    return file != null && file.equals(place.file());
  }
}
