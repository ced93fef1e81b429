package io.svcaudit.source;

import io.svcaudit.source.Document.DuplicateKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Reads one document the way kubectl does, keeping places.
///
/// The events of snakeyaml-engine are turned into our tree directly: aliases are expanded, merge
/// keys merged (a merge overrides what stands before it, as in go-yaml v2), scalars resolved by
/// {@link YamlScalars}.
final class KubeYaml {
  /// Kubernetes objects nest some 60 deep at most (the schemas of CRDs).
  static final int MAX_DEPTH = 200;

  /// Aliases may multiply a document's size tenfold beyond this many values.
  private static final long FREE_ALIASED_NODES = 100_000;

  private record Anchored(Node node, long size) {}

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).setUseMarks(true).build();

  private final SourceFile file;
  private final int lineOffset;
  private final Iterator<Event> events;
  private final Map<Anchor, Optional<Anchored>> anchors = new HashMap<>();
  private final List<DuplicateKey> duplicates = new ArrayList<>();
  private long written;
  private long aliased;

  private KubeYaml(SourceFile file, int lineOffset, Iterator<Event> events) {
    this.file = file;
    this.lineOffset = lineOffset;
    this.events = events;
  }

  /// The documents of a part of a text: none if it holds only comments, several if it uses `...`.
  ///
  /// @param lineOffset lines of the text before the part
  /// @throws Broken if the part is not YAML that kubectl could read
  static List<Document> read(SourceFile file, String part, int lineOffset, int firstIndex)
      throws Broken {
    var documents = new ArrayList<Document>();
    var reader = new KubeYaml(file, lineOffset, new Parse(SETTINGS).parseString(part).iterator());
    try {
      while (reader.events.hasNext()) {
        if (reader.events.next() instanceof DocumentStartEvent) {
          Node root = reader.node(reader.events.next(), 0);
          documents.add(new Document(file, firstIndex + documents.size(), root, reader.duplicates));
          reader.anchors.clear();
          reader.duplicates.clear();
        }
      }
    } catch (MarkedYamlEngineException e) {
      Mark mark = YamlProblems.place(e);
      throw new Broken(
          YamlProblems.sentence(e), mark == null ? reader.start() : reader.span(mark, mark));
    } catch (ReaderException e) {
      throw reader.controlCharacter(part, e);
    } catch (YamlVersionException _) {
      throw new Broken("unknown version of YAML; leave the %YAML line out", reader.start());
    } catch (YamlEngineException e) {
      throw new Broken(String.valueOf(e.getMessage()), reader.start());
    }
    return documents;
  }

  private Broken controlCharacter(String part, ReaderException e) {
    int at = 0;
    while (at < part.length() && StreamReader.isPrintable(part.codePointAt(at)))
      at += Character.charCount(part.codePointAt(at));
    String before = part.substring(0, at);
    int line = lineOffset + 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = before.codePointCount(before.lastIndexOf('\n') + 1, at) + 1;
    return new Broken(
        "found the character U+%04X, which YAML does not allow; write it as an escape"
            .formatted(e.getCodePoint()),
        new Span(file, line, column, line, column + 1));
  }

  private Span start() {
    return new Span(file, lineOffset + 1, 1, lineOffset + 1, 2);
  }

  private Span span(Mark start, Mark end) {
    return file.span(Place.of(offset(start), offset(end)));
  }

  private long place(Event first, Event last) {
    return Place.of(start(first), offset(last.getEndMark().orElseThrow()));
  }

  private int start(Event event) {
    return offset(event.getStartMark().orElseThrow());
  }

  private int offset(Mark mark) {
    return file.offset(lineOffset + mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Span span(Event event) {
    return file.span(place(event, event));
  }

  private Node node(Event event, int depth) throws Broken {
    written++;
    if (depth > MAX_DEPTH)
      throw new Broken(
          "nested more than " + MAX_DEPTH + " levels deep",
          file.span(Place.of(start(event), start(event))));
    return switch (event) {
      case ScalarEvent scalar -> anchored(scalar.getAnchor(), () -> scalar(scalar));
      case SequenceStartEvent list -> anchored(list.getAnchor(), () -> sequence(list, depth));
      case MappingStartEvent map -> anchored(map.getAnchor(), () -> mapping(map, depth));
      case AliasEvent alias -> aliased(alias);
      default -> throw new Broken("unexpected " + event, span(event));
    };
  }

  private interface Reading {
    Node read() throws Broken;
  }

  private Node anchored(Optional<Anchor> anchor, Reading reading) throws Broken {
    if (anchor.isEmpty()) return reading.read();
    anchors.put(anchor.get(), Optional.empty());
    long before = written + aliased;
    Node node = reading.read();
    anchors.put(anchor.get(), Optional.of(new Anchored(node, written + aliased - before + 1)));
    return node;
  }

  private Node aliased(AliasEvent alias) throws Broken {
    Optional<Anchored> target = anchors.get(alias.getAlias());
    if (target == null) throw new Broken("unknown anchor " + alias.getAlias(), span(alias));
    if (target.isEmpty())
      throw new Broken("anchor " + alias.getAlias() + " contains itself", span(alias));
    aliased += target.get().size();
    if (aliased > FREE_ALIASED_NODES && aliased > 10 * written)
      throw new Broken("aliases multiply the document's size beyond reason", span(alias));
    return target.get().node();
  }

  private Scalar scalar(ScalarEvent event) throws Broken {
    boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
    long place = place(event, event);
    try {
      var value = YamlScalars.resolve(event.getTag().orElse(null), plain, event.getValue());
      return new Scalar(file, plain ? place : withoutBlankEnd(place), value.type(), value.text());
    } catch (IllegalArgumentException e) {
      throw new Broken(String.valueOf(e.getMessage()), span(event));
    }
  }

  /// A block scalar's end mark is the start of the line after it.
  private long withoutBlankEnd(long place) {
    int start = Place.start(place);
    int end = Place.end(place);
    String text = file.text();
    if (end == start || !isLineBreak(text.charAt(end - 1))) return place;
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) end--;
    return Place.of(start, end);
  }

  private static boolean isLineBreak(char c) {
    return c == '\n' || c == '\r';
  }

  private Sequence sequence(SequenceStartEvent start, int depth) throws Broken {
    var items = new ArrayList<Node>();
    Event event = events.next();
    for (; !(event instanceof SequenceEndEvent); event = events.next())
      items.add(node(event, depth + 1));
    long last = items.isEmpty() ? Place.NONE : items.getLast().place();
    return new Sequence(file, collection(start, start.isFlow(), event, last), items);
  }

  private Mapping mapping(MappingStartEvent start, int depth) throws Broken {
    var fields = new Fields();
    Set<String> merged = null;
    long last = Place.NONE;
    Event event = events.next();
    for (; !(event instanceof MappingEndEvent); event = events.next()) {
      boolean merge =
          event instanceof ScalarEvent key && key.isPlain() && key.getValue().equals("<<");
      Node key = node(event, depth + 1);
      Node value = node(events.next(), depth + 1);
      last = value.place();
      if (merge) {
        if (merged == null) merged = new HashSet<>();
        merge(value, fields, merged);
        continue;
      }
      if (!(key instanceof Scalar name))
        throw new Broken("a key must be a string, not " + key.typeName(), key.span());
      if (name.isNull())
        throw new Broken("a key must be a string, not null; quote it", name.span());
      long before = fields.put(name.text(), name.place(), value);
      if (before != Place.NONE && (merged == null || !merged.remove(name.text())))
        duplicates.add(new DuplicateKey(name.text(), name.span(), file.span(before)));
    }
    return fields.mapping(file, collection(start, start.isFlow(), event, last));
  }

  private void merge(Node value, Fields into, Set<String> merged) throws Broken {
    switch (value) {
      case Mapping mapping -> {
        into.putAll(mapping);
        merged.addAll(mapping.entries().keySet());
      }
      // The first of several merged mappings wins, so the last is laid down first.
      case Sequence list -> {
        for (Node item : list.items().reversed()) merge(item, into, merged);
      }
      case Scalar scalar -> throw new Broken("only a mapping can be merged with <<", scalar.span());
    }
  }

  /// The end mark of a block collection is the start of the next token, often lines below; what
  /// belongs to it ends with its last value.
  private long collection(Event start, boolean flow, Event end, long last) {
    if (flow) return place(start, end);
    int from = start(start);
    return last != Place.NONE && Place.start(last) >= from
        ? Place.of(from, Place.end(last))
        : Place.of(from, from);
  }
}
