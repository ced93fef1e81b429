package io.svcaudit.kube;

import io.svcaudit.model.KubeKind;
import io.svcaudit.model.Resource;
import io.svcaudit.source.ApiList;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Document;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Observation;
import io.svcaudit.source.Observation.Gap;
import io.svcaudit.source.UsageException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads from a cluster what rules need, page by page, several kinds at once.
public final class ClusterReader {
  /// As kubectl has it: what the server sends at once stays small for both.
  static final int PAGE = 500;

  private static final int AT_ONCE = 4;

  /// A list that changes faster than it can be read is given up after so many starts.
  private static final int STARTS = 3;

  private final Cluster cluster;
  private final Progress progress;

  /// Is told what was read so far.
  @FunctionalInterface
  public interface Progress {
    /// @param kind `pods`
    /// @param objects how many of it were just read
    void read(String kind, int objects);
  }

  public ClusterReader(Cluster cluster, Progress progress) {
    this.cluster = cluster;
    this.progress = progress;
  }

  /// What was read of one kind in one namespace, or everywhere.
  private record Listed(KubeKind kind, List<Document> documents, List<Gap> gaps) {}

  /// Reads.
  ///
  /// @param resources what is needed
  /// @param namespaces where; empty for everywhere
  /// @throws ApiFailure if the server cannot be read at all; what it forbids is in the observation
  public ClusterReading read(Set<Resource> resources, Set<String> namespaces)
      throws ApiFailure, UsageException {
    Set<KubeKind> wanted =
        resources.stream()
            .flatMap(resource -> resource.kinds().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    // Of Pods there is most: the others are read meanwhile.
    List<Served> kinds =
        Discovery.of(cluster, wanted).stream()
            .sorted(
                Comparator.comparing((Served served) -> served.kind() != KubeKind.POD)
                    .thenComparing(served -> served.kind().qualified()))
            .toList();
    var tasks = new ArrayList<Callable<Listed>>();
    for (Served kind : kinds)
      if (namespaces.isEmpty() || !kind.kind().namespaced()) {
        tasks.add(() -> everywhere(kind));
      } else {
        for (String namespace : new TreeSet<>(namespaces)) tasks.add(() -> within(kind, namespace));
      }
    var documents = new ArrayList<Document>();
    var gaps = new ArrayList<Gap>();
    for (Listed listed : all(tasks)) {
      documents.addAll(listed.documents());
      gaps.addAll(listed.gaps());
    }
    Set<String> known = wanted.stream().map(KubeKind::qualified).collect(Collectors.toSet());
    return new ClusterReading(
        documents, new Observation(cluster.time(), cluster.context(), namespaces, known, gaps));
  }

  /// A kind in the versions of its group that the server has: not every kind is in each of them.
  ///
  /// @param versions the best first; never empty
  record Served(KubeKind kind, List<String> versions) {
    private String version() {
      return versions.getFirst();
    }

    /// The same without the best version; empty if there is no other.
    Optional<Served> older() {
      return versions.size() == 1
          ? Optional.empty()
          : Optional.of(new Served(kind, versions.subList(1, versions.size())));
    }

    String apiVersion() {
      return kind.group().isEmpty() ? version() : kind.group() + "/" + version();
    }

    /// @param namespace empty for everywhere
    String path(String namespace) {
      String root = kind.group().isEmpty() ? "/api/" + version() : "/apis/" + apiVersion();
      return root
          + (namespace.isEmpty() ? "" : "/namespaces/" + encoded(namespace))
          + "/"
          + kind.plural();
    }

    ApiList.Type type() {
      return new ApiList.Type(apiVersion(), kind.kind(), kind.madeByControllers());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Where the whole may not be listed, the namespaces that may be are.
  private Listed everywhere(Served kind) throws ApiFailure, UsageException {
    try {
      return new Listed(kind.kind(), list(kind, ""), List.of());
    } catch (ApiFailure.Forbidden forbidden) {
      Gap all = new Gap(kind.kind().qualified(), "", forbidden.getMessage());
      if (!kind.kind().namespaced()) return new Listed(kind.kind(), List.of(), List.of(all));
      Optional<List<String>> namespaces = namespaces();
      if (namespaces.isEmpty()) return new Listed(kind.kind(), List.of(), List.of(all));
      var documents = new ArrayList<Document>();
      var gaps = new ArrayList<Gap>();
      for (String namespace : namespaces.get()) {
        Listed listed = within(kind, namespace);
        documents.addAll(listed.documents());
        gaps.addAll(listed.gaps());
      }
      boolean nowhere = gaps.size() == namespaces.get().size();
      return new Listed(kind.kind(), documents, nowhere ? List.of(all) : gaps);
    }
  }

  private Listed within(Served kind, String namespace) throws ApiFailure, UsageException {
    try {
      return new Listed(kind.kind(), list(kind, namespace), List.of());
    } catch (ApiFailure.Forbidden forbidden) {
      return new Listed(
          kind.kind(),
          List.of(),
          List.of(new Gap(kind.kind().qualified(), namespace, forbidden.getMessage())));
    }
  }

  private Optional<List<String>> known = Optional.empty();

  /// The names of all namespaces; empty if they may not be listed.
  private synchronized Optional<List<String>> namespaces() throws ApiFailure, UsageException {
    if (known.isPresent()) return known;
    try {
      known =
          Optional.of(
              list(new Served(KubeKind.NAMESPACE, List.of("v1")), "").stream()
                  .map(document ->
                      document.root() instanceof Mapping namespace
                          ? namespace.text("metadata", "name").orElse("")
                          : "")
                  .toList());
      return known;
    } catch (ApiFailure.Forbidden _) {
      return Optional.empty();
    }
  }

  private List<Document> list(Served kind, String namespace) throws ApiFailure, UsageException {
    for (int start = 1; ; start++)
      try {
        return pages(kind, namespace);
      } catch (ApiFailure.NotFound _) {
        // The server does not know the kind in this version; if in no other, it has none.
        Optional<Served> older = kind.older();
        return older.isPresent() ? list(older.get(), namespace) : List.of();
      } catch (ApiFailure.Gone gone) {
        if (start == STARTS) throw gone;
      }
  }

  private List<Document> pages(Served kind, String namespace) throws ApiFailure, UsageException {
    var all = new ArrayList<Document>();
    var list = new ApiList(kind.type(), cluster.context());
    String path = kind.path(namespace) + "?limit=" + PAGE;
    Ahead asked = cluster.ahead(path, kind.type().accept());
    for (String token = ""; ; ) {
      var page = new Page(path, kind.type().accept());
      cluster.get(
          asked,
          body -> {
            page.objects.clear();
            list.read(body, page);
            return page;
          });
      if (page.next != null && page.token.equals(token))
        throw new ApiFailure.Refused(
            "the server sends the same page of %s again".formatted(kind.kind()));
      progress.read(kind.kind().plural(), page.objects.size());
      all.addAll(page.objects);
      if (page.next == null) return all;
      asked = page.next;
      token = page.token;
    }
  }

  /// A page while it is read; the next one is asked for as soon as there is known to be one.
  private final class Page implements ApiList.Page {
    private final String path;
    private final String accept;
    private final List<Document> objects = new ArrayList<>();
    private String token = "";
    private @Nullable Ahead next;

    /// @param path of the list, with the query of its first page
    Page(String path, String accept) {
      this.path = path;
      this.accept = accept;
    }

    @Override
    public void more(String token) {
      // Told again when a connection broke and the page is read once more.
      if (this.token.equals(token)) return;
      this.token = token;
      next = cluster.ahead(path + "&continue=" + encoded(token), accept);
    }

    @Override
    public void object(Document object) {
      objects.add(object);
    }
  }

  /// In the order of the tasks. The first failure ends all.
  private static <T> List<T> all(Collection<Callable<T>> tasks) throws ApiFailure, UsageException {
    ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().daemon().factory());
    try {
      List<Future<T>> futures = tasks.stream().map(threads::submit).toList();
      var results = new ArrayList<T>();
      for (Future<T> future : futures) results.add(future.get());
      return results;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ApiFailure failure -> throw failure;
        case UsageException usage -> throw usage;
        case RuntimeException defect -> throw defect;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UsageException("interrupted");
    } finally {
      threads.shutdownNow();
    }
  }
}
