package io.svcaudit.topology.backend;

import java.util.Set;

/// Words in names of images and objects that decide what the name means.
final class Words {
  private static final Set<String> EDITION =
      Set.of(
          "ha",
          "server",
          "cluster",
          "standalone",
          "alpine",
          "debian",
          "ubuntu",
          "ubi",
          "ee",
          "ce",
          "community",
          "enterprise",
          "oss",
          "single",
          "node",
          "all",
          "repmgr",
          "stack",
          "latest");

  /// An image with one of these in its name is about the product, not the product.
  private static final Set<String> ABOUT =
      Set.of(
          "exporter",
          "operator",
          "backup",
          "restore",
          "dump",
          "client",
          "cli",
          "proxy",
          "pgbouncer",
          "pooler",
          "admin",
          "ui",
          "express",
          "commander",
          "insight",
          "migrate",
          "migration",
          "migrations",
          "init",
          "initializer",
          "setup",
          "sidecar",
          "ingest",
          "connect",
          "connector",
          "mirror",
          "test",
          "tests",
          "tools",
          "web",
          "gateway",
          "api",
          "app",
          "demo",
          "example",
          "sample",
          "consumer",
          "producer",
          "worker",
          "agent",
          "controller",
          "webhook",
          "manager",
          "monitor",
          "dashboard",
          "console",
          "shell",
          "reloader",
          "seed",
          "loader",
          "frontend",
          "backend",
          "service");

  /// General-purpose images: what they serve is somebody's own program.
  private static final Set<String> RUNTIME =
      Set.of(
          "nginx",
          "httpd",
          "apache",
          "node",
          "python",
          "openjdk",
          "temurin",
          "eclipse-temurin",
          "golang",
          "go",
          "php",
          "ruby",
          "rust",
          "perl",
          "dotnet",
          "aspnet",
          "tomcat",
          "wordpress",
          "busybox",
          "alpine",
          "ubuntu",
          "debian",
          "centos",
          "haproxy",
          "envoy",
          "traefik",
          "caddy");

  private Words() {}

  static boolean isEdition(String word) {
    return EDITION.contains(word) || word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  static boolean isAbout(String word) {
    return ABOUT.contains(word) || word.startsWith("pgbouncer");
  }

  static boolean isRuntime(String image) {
    return RUNTIME.contains(image);
  }

  /// Words that people give to objects of a class.
  static Set<String> of(BackendClass kind) {
    return switch (kind) {
      case DATABASE, DATABASE_PROXY ->
          Set.of("db", "database", "sql", "rdbms", "primary", "replica", "master", "pg");
      case CACHE -> Set.of("cache", "master", "replica", "session", "sessions");
      case QUEUE -> Set.of("mq", "queue", "broker", "messaging", "rabbit", "bus");
      case SEARCH -> Set.of("search", "elastic", "es");
      case VECTOR_STORE -> Set.of("vector", "vectordb", "db");
      case CONTROL_PLANE, OBJECT_STORE, ADMIN_CONSOLE, METRICS, DEBUGGER, INFERENCE -> Set.of();
    };
  }
}
