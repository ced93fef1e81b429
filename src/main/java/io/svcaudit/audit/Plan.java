package io.svcaudit.audit;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.rules.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A cluster with files laid over it, as `kubectl apply` would: an object of the files takes the
/// place of the one of its name. What a controller made from a replaced object goes with it, since
/// it will be made anew.
final class Plan {
  private final List<KubeObject> objects = new ArrayList<>();
  private final Set<String> written = new HashSet<>();

  Plan(List<KubeObject> cluster, List<KubeObject> files) {
    for (KubeObject object : files) written.add(key(object.ref()));
    Set<String> replaced = new HashSet<>();
    for (KubeObject object : cluster)
      if (written.contains(key(object.ref()))) object.uid().ifPresent(replaced::add);
    for (boolean more = true; more; ) {
      more = false;
      for (KubeObject object : cluster)
        if (isMadeBy(object, replaced)
            && object.uid().isPresent()
            && replaced.add(object.uid().get())) more = true;
    }
    for (KubeObject object : cluster)
      if (object.uid().filter(replaced::contains).isEmpty() && !written.contains(key(object.ref())))
        objects.add(object);
    objects.addAll(files);
  }

  private static boolean isMadeBy(KubeObject object, Set<String> makers) {
    return object.metadata().mappings("ownerReferences").stream()
        .filter(owner -> owner.isTrue("controller"))
        .flatMap(owner -> owner.text("uid").stream())
        .anyMatch(makers::contains);
  }

  private static String key(ObjectRef ref) {
    return String.join("/", ref.group(), ref.kind(), ref.namespace(), ref.name());
  }

  /// The objects as they would be.
  List<KubeObject> objects() {
    return objects;
  }

  /// Whether a finding is about an object of the files, or names one.
  boolean concerns(Finding finding) {
    return written.contains(key(finding.subject()))
        || finding.related().stream()
            .anyMatch(place -> place.subject() != null && written.contains(key(place.subject())));
  }
}
