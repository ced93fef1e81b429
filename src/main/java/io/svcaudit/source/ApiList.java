package io.svcaudit.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// Reads a page of a list as the API server sends it (kubernetes.io, API concepts: "Retrieving
/// large results sets in chunks"), object by object, without ever holding its text. The objects
/// become the same tree as those of files.
public final class ApiList {
  /// etcd refuses objects of more than a few megabytes; what is larger is no Kubernetes object.
  private static final long MOST_BYTES = 32L << 20;

  /// What an API server could send to make us fail differently: kubectl would not read it either.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(200)
                  .maxStringLength((int) MOST_BYTES)
                  .build())
          .build();

  /// Takes what a page holds, as soon as it is read.
  @FunctionalInterface
  public interface Page {
    /// There is another page. An API server says so before its objects.
    ///
    /// @param token what to ask for it with
    default void more(String token) {}

    void object(Document object);
  }

  /// What a list is a list of.
  ///
  /// @param apiVersion as objects carry it; lists leave it out of their items, and the kind too
  /// @param ownedByName whether only name and owner matter of an object that a controller owns: a
  ///   ReplicaSet of a Deployment
  public record Type(String apiVersion, String kind, boolean ownedByName) {}

  private final Type type;
  private final String cluster;
  private final Alike alike;

  /// A list whose pages are read one after the other.
  ///
  /// @param cluster the context's name, for places
  public ApiList(Type type, String cluster) {
    this.type = type;
    this.cluster = cluster;
    this.alike = new Alike(type.kind());
  }

  /// Reads a page.
  ///
  /// @throws IOException if the connection fails, or what comes is no list of objects in JSON
  public void read(InputStream in, Page page) throws IOException {
    var bytes = new Unmanaged(in);
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      new Reading(json, bytes, page).list();
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw new IOException("the server sent no valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// One page while it is read.
  private final class Reading {
    private final JsonParser json;
    private final Unmanaged bytes;
    private final Page page;

    Reading(JsonParser json, Unmanaged bytes, Page page) {
      this.json = json;
      this.bytes = bytes;
      this.page = page;
    }

    private void list() throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT)
        throw new IOException("the server sent no list of objects");
      boolean items = false;
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("metadata") && value == JsonToken.START_OBJECT) {
          metadata();
        } else if (field.equals("items") && value == JsonToken.START_ARRAY) {
          items = true;
          while (json.nextToken() == JsonToken.START_OBJECT) item();
        } else if (field.equals("items") && value == JsonToken.VALUE_NULL) {
          items = true;
        } else {
          json.skipChildren();
        }
      }
      if (!items) throw new IOException("the server sent no list of objects");
    }

    private void metadata() {
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = json.currentName();
        json.nextToken();
        if (!field.equals("continue")) {
          json.skipChildren();
        } else if (!json.getString().isEmpty()) {
          page.more(json.getString());
        }
      }
    }

    private void item() throws IOException {
      Mapping root = new Item(SourceFile.live(cluster)).read();
      page.object(new Document(root.file(), 0, root, List.of()));
    }

    /// One object of the list while it is read.
    private final class Item {
      private final SourceFile file;
      private final long start = bytes.count();
      private int mark;

      Item(SourceFile file) {
        this.file = file;
      }

      Mapping read() throws IOException {
        int first = mark++;
        var fields = new Fields();
        put(fields, "apiVersion", type.apiVersion());
        put(fields, "kind", type.kind());
        boolean nameOnly = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = json.currentName();
          json.nextToken();
          if (nameOnly
              || name.equals("apiVersion")
              || name.equals("kind")
              || Pruned.drops(type.kind(), name)) {
            json.skipChildren();
            continue;
          }
          long key = mark();
          Node value = value(name, Pruned.of(type.kind(), name));
          fields.put(name, key, value);
          nameOnly = type.ownedByName() && name.equals("metadata") && isOwned(value);
        }
        Mapping read = fields.liveMapping(file, Place.of(first, mark++));
        file.shows(read);
        return read;
      }

      private boolean isOwned(Node metadata) {
        return metadata instanceof Mapping mapping
            && mapping.mappings("ownerReferences").stream().anyMatch(o -> o.isTrue("controller"));
      }

      /// A place of two marks, its start and its end.
      private long mark() {
        mark += 2;
        return Place.of(mark - 2, mark - 1);
      }

      private void put(Fields fields, String name, String text) {
        long key = mark();
        keep(fields, "", name, key, scalar(Scalar.Type.STRING, text));
      }

      private void keep(Fields fields, String of, String name, long key, Node value) {
        Node kept = alike.keep(of, name, value);
        if (kept != null) fields.put(name, key, kept);
      }

      /// @param field whose value it is
      private Node value(String field, Pruned pruned) throws IOException {
        if (bytes.count() - start > MOST_BYTES)
          throw new IOException("the server sent an object of more than 32 MiB");
        return switch (json.currentToken()) {
          case START_OBJECT -> mapping(field, pruned);
          case START_ARRAY -> sequence(field, pruned);
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Scalar.Type.NUMBER, json.getString());
          case VALUE_TRUE, VALUE_FALSE -> scalar(Scalar.Type.BOOLEAN, json.getString());
          case VALUE_NULL -> scalar(Scalar.Type.NULL, json.getString());
          case null, default -> scalar(Scalar.Type.STRING, json.getString());
        };
      }

      private Scalar scalar(Scalar.Type of, String text) {
        return new Scalar(file, mark(), of, text);
      }

      private Mapping mapping(String of, Pruned pruned) throws IOException {
        int first = mark++;
        var fields = new Fields();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = json.currentName();
          json.nextToken();
          if (pruned.drops(name)
              || json.currentToken() == JsonToken.VALUE_STRING
                  && pruned.dropsText(json.getStringLength())) {
            json.skipChildren();
            continue;
          }
          long key = mark();
          keep(fields, of, name, key, value(name, pruned.below(name)));
        }
        return fields.liveMapping(file, Place.of(first, mark++));
      }

      private Sequence sequence(String field, Pruned pruned) throws IOException {
        int first = mark++;
        var items = new ArrayList<Node>();
        while (json.nextToken() != JsonToken.END_ARRAY) items.add(value(field, pruned));
        return new Sequence(file, Place.of(first, mark++), items);
      }
    }
  }
}
