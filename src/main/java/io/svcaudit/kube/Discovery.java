package io.svcaudit.kube;

import io.svcaudit.kube.ClusterReader.Served;
import io.svcaudit.model.KubeKind;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which kinds a server has, and in which versions: asked once, so that a cluster without some
/// custom resource is nothing strange.
final class Discovery {
  private Discovery() {}

  /// The wanted kinds that are there. That a server has the built-in ones goes without asking,
  /// where there is no choice of versions; a kind that turns out to be missing is not found.
  static List<Served> of(Cluster cluster, Collection<KubeKind> wanted)
      throws ApiFailure, UsageException {
    boolean asks = wanted.stream().anyMatch(kind -> !isCertain(kind));
    Set<String> versions = asks ? groupVersions(cluster) : Set.of();
    var served = new ArrayList<Served>();
    for (KubeKind kind : wanted) {
      if (isCertain(kind)) served.add(new Served(kind, kind.versions()));
      else {
        List<String> known =
            kind.versions().stream()
                .filter(version -> versions.contains(kind.group() + "/" + version))
                .toList();
        if (!known.isEmpty()) served.add(new Served(kind, known));
      }
    }
    return served;
  }

  private static boolean isCertain(KubeKind kind) {
    return kind.builtIn() && kind.versions().size() == 1;
  }

  /// `group/version` of all but the core group. Whether the group has the kind shows when it is
  /// listed.
  private static Set<String> groupVersions(Cluster cluster) throws ApiFailure, UsageException {
    String text =
        cluster.get(
            "/apis",
            "application/json",
            body -> new String(body.readAllBytes(), StandardCharsets.UTF_8));
    var file = new SourceFile("apis.json", ".", text, SourceFile.Origin.NAMED);
    var versions = new HashSet<String>();
    for (var document : Manifests.read(file).documents())
      if (document.root() instanceof Mapping list)
        for (Mapping group : list.mappings("groups"))
          for (Mapping version : group.mappings("versions"))
            version.text("groupVersion").ifPresent(versions::add);
    return versions;
  }
}
