package io.svcaudit.topology.backend;

/// What a port of a Pod is to its clients.
public enum BackendClass {
  DATABASE("a database"),
  /// A pooler or router in front of a database: who reaches it reaches the data.
  DATABASE_PROXY("a database proxy"),
  CACHE("a cache"),
  QUEUE("a message broker"),
  SEARCH("a search engine"),
  VECTOR_STORE("a vector store"),
  /// Keeps what other programs run by: etcd, Consul, Vault, ZooKeeper, the Docker daemon.
  CONTROL_PLANE("a control plane"),
  /// Often public on purpose, and asks for keys.
  OBJECT_STORE("an object store"),
  ADMIN_CONSOLE("an admin console"),
  METRICS("a metrics endpoint"),
  DEBUGGER("a debugger"),
  INFERENCE("an inference server");

  private final String words;

  BackendClass(String words) {
    this.words = words;
  }

  /// Whether only programs of the cluster have a reason to connect, because the data itself is
  /// behind it.
  public boolean isPrivateStore() {
    return compareTo(CONTROL_PLANE) <= 0;
  }

  /// The class with its article: "a database".
  public String words() {
    return words;
  }

  /// The class without its article: "database".
  @Override
  public String toString() {
    return words.substring(words.indexOf(' ') + 1);
  }
}
