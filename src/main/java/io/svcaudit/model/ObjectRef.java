package io.svcaudit.model;

/// Which object: its `apiVersion`, `kind`, effective namespace and name.
///
/// @param namespace the namespace that it lands in; empty for kinds that belong to no namespace
public record ObjectRef(String apiVersion, String kind, String namespace, String name) {
  /// The API group; empty for the core group.
  public String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /// Whether two references mean one object, whatever version of its group they were written in.
  public boolean sameObject(ObjectRef other) {
    return kind.equals(other.kind)
        && name.equals(other.name)
        && namespace.equals(other.namespace)
        && group().equals(other.group());
  }

  /// `namespace/name`, or the name alone outside of namespaces.
  public String qualifiedName() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  /// `Service db`, where the namespace goes without saying.
  public String kindAndName() {
    return kind + " " + name;
  }

  /// `Service shop/db`, as messages say it.
  @Override
  public String toString() {
    return kind + " " + qualifiedName();
  }
}
