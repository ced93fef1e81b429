package io.svcaudit.source;

import io.svcaudit.source.Messages.Message;
import io.svcaudit.source.Tokens.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a page of a list as the API server sends it (kubernetes.io, API concepts: "Retrieving
/// large results sets in chunks"), object by object, without ever holding its text. The objects
/// become the same tree as those of files.
public final class ApiList {
  /// etcd refuses objects of more than a few megabytes; what is larger is no Kubernetes object.
  static final long MOST_BYTES = 32L << 20;

  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final String JSON = "application/json";

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
  public record Type(String apiVersion, String kind, boolean ownedByName) {
    private @Nullable Message message() {
      return Messages.of(apiVersion, kind);
    }

    /// The media types that a list of it can be read in, the best first: protobuf, unless it is a
    /// custom resource, which have no other form than JSON.
    public String accept() {
      return message() == null ? JSON : PROTOBUF + "," + JSON;
    }
  }

  private final Type type;
  private final String cluster;
  private final Alike alike;
  private final LiveTexts texts = new LiveTexts();

  /// A list whose pages are read by one thread or several.
  ///
  /// @param cluster the context's name, for places
  public ApiList(Type type, String cluster) {
    this.type = type;
    this.cluster = cluster;
    this.alike = new Alike(type.kind());
  }

  /// Reads a page.
  ///
  /// @throws IOException if the connection fails, or what comes is no list of objects
  public void read(InputStream in, Page page) throws IOException {
    try (Tokens tokens = tokens(in)) {
      new Reading(tokens, page).list();
    }
  }

  /// Both forms can be told apart by their first bytes.
  private Tokens tokens(InputStream in) throws IOException {
    byte[] begin = in.readNBytes(ProtobufTokens.PREFIX_LENGTH);
    Message message = type.message();
    if (message != null && ProtobufTokens.isBegunBy(begin)) return new ProtobufTokens(in, message);
    var whole = new PushbackInputStream(in, ProtobufTokens.PREFIX_LENGTH);
    whole.unread(begin);
    return new JsonTokens(whole);
  }

  /// One page while it is read.
  private final class Reading {
    private final Tokens tokens;
    private final Page page;

    /// For the mappings that are being read, by their depth: most of what reading takes would be
    /// these.
    private final List<Fields> fields = new ArrayList<>();

    private int depth;

    Reading(Tokens tokens, Page page) {
      this.tokens = tokens;
      this.page = page;
    }

    private Fields fields() {
      if (fields.size() == depth) fields.add(new Fields());
      return fields.get(depth++).cleared();
    }

    private void list() throws IOException {
      if (tokens.next() != Token.OBJECT)
        throw new IOException("the server sent no list of objects");
      boolean items = false;
      while (tokens.next() == Token.NAME) {
        String field = tokens.name();
        Token value = tokens.next();
        if (field.equals("metadata") && value == Token.OBJECT) {
          metadata();
        } else if (field.equals("items") && value == Token.LIST) {
          items = true;
          while (tokens.next() == Token.OBJECT) item();
        } else if (field.equals("items") && value == Token.NULL) {
          items = true;
        } else {
          tokens.skip();
        }
      }
      if (!items) throw new IOException("the server sent no list of objects");
    }

    private void metadata() throws IOException {
      while (tokens.next() == Token.NAME) {
        String field = tokens.name();
        tokens.next();
        if (!field.equals("continue")) {
          tokens.skip();
        } else if (!tokens.text().isEmpty()) {
          page.more(tokens.text());
        }
      }
    }

    private void item() throws IOException {
      Mapping root = new Item(SourceFile.live(cluster, texts)).read();
      page.object(new Document(root.file(), 0, root, List.of()));
    }

    /// One object of the list while it is read.
    private final class Item {
      private final SourceFile file;
      private final long start = tokens.count();
      private int mark;

      Item(SourceFile file) {
        this.file = file;
      }

      Mapping read() throws IOException {
        int first = mark++;
        Fields fields = fields();
        put(fields, "apiVersion", type.apiVersion());
        put(fields, "kind", type.kind());
        boolean nameOnly = false;
        while (tokens.next() == Token.NAME) {
          String name = tokens.name();
          tokens.next();
          if (nameOnly
              || name.equals("apiVersion")
              || name.equals("kind")
              || Pruned.drops(type.kind(), name)) {
            tokens.skip();
            continue;
          }
          long key = mark();
          Node value = value(name, Pruned.of(type.kind(), name));
          fields.put(name, key, value);
          nameOnly = type.ownedByName() && name.equals("metadata") && isOwned(value);
        }
        depth--;
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
        if (tokens.count() - start > MOST_BYTES)
          throw new IOException("the server sent an object of more than 32 MiB");
        return switch (tokens.current()) {
          case OBJECT -> mapping(field, pruned);
          case LIST -> sequence(field, pruned);
          case NUMBER -> scalar(Scalar.Type.NUMBER, tokens.text());
          case BOOLEAN -> scalar(Scalar.Type.BOOLEAN, tokens.text());
          case NULL -> scalar(Scalar.Type.NULL, tokens.text());
          case STRING, NAME, END_OBJECT, END_LIST, END -> scalar(Scalar.Type.STRING, tokens.text());
        };
      }

      private Scalar scalar(Scalar.Type of, String text) {
        return new Scalar(file, mark(), of, text);
      }

      private Mapping mapping(String of, Pruned pruned) throws IOException {
        int first = mark++;
        Fields fields = fields();
        while (tokens.next() == Token.NAME) {
          String name = tokens.name();
          tokens.next();
          if (pruned.drops(name)
              || tokens.current() == Token.STRING && pruned.dropsText(tokens.length())) {
            tokens.skip();
            continue;
          }
          long key = mark();
          keep(fields, of, name, key, value(name, pruned.below(name)));
        }
        depth--;
        return fields.liveMapping(file, Place.of(first, mark++));
      }

      private Sequence sequence(String field, Pruned pruned) throws IOException {
        int first = mark++;
        var items = new ArrayList<Node>();
        while (tokens.next() != Token.END_LIST) items.add(value(field, pruned));
        return new Sequence(file, Place.of(first, mark++), items);
      }
    }
  }
}
