package io.svcaudit.topology.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the name of a variable, flag or field says about its value.
enum AddressKey {
  /// It asks for the address of a server.
  ADDRESS,
  /// It says nothing.
  OTHER,
  /// It says where the program itself listens or what it is called: no call.
  OWN;

  private static final Set<String> WORDS =
      Set.of(
          "host",
          "hosts",
          "hostname",
          "hostnames",
          "addr",
          "addrs",
          "address",
          "addresses",
          "url",
          "urls",
          "uri",
          "uris",
          "endpoint",
          "endpoints",
          "server",
          "servers",
          "broker",
          "brokers",
          "bootstrap",
          "dsn",
          "upstream",
          "upstreams",
          "backend",
          "target",
          "targets",
          "service",
          "seeds",
          "peers",
          "nodes",
          "join",
          "datasource",
          "connection",
          "proxy_pass");

  /// Endings of words that are written together: `PGHOST`, `connectionString`.
  private static final List<String> ENDINGS =
      List.of("host", "hostname", "url", "uri", "addr", "address", "endpoint", "connectionstring");

  /// Last words of names that hold something else than an address.
  private static final Set<String> OTHER_LAST =
      Set.of(
          "user",
          "username",
          "password",
          "passwd",
          "pass",
          "secret",
          "token",
          "key",
          "name",
          "id",
          "class",
          "driver",
          "port",
          "timeout",
          "size",
          "type",
          "version",
          "path",
          "file",
          "count",
          "replicas",
          "enabled");

  private static final Set<String> OWN_WORDS =
      Set.of(
          "listen",
          "listener",
          "listeners",
          "bind",
          "advertise",
          "advertised",
          "adv",
          "announce",
          "report",
          "publish",
          "external",
          "public",
          "allowed",
          "cors",
          "origin",
          "origins",
          "redirect",
          "callback",
          "cookie",
          "issuer",
          "audience",
          "san",
          "sans",
          "dns",
          "alias",
          "aliases",
          "cert",
          "certificate",
          "probe",
          "healthcheck",
          "health",
          "repository",
          "image",
          "registry",
          "snitch",
          "namespace",
          "xmlns",
          "schema",
          "docs",
          "self");

  /// Names that hold one of the words and mean the program itself.
  private static final Set<String> OWN_NAMES =
      Set.of("server_name", "hostname", "host_name", "node_host", "pod_host", "dd_service");

  static AddressKey of(String key) {
    if (key.isEmpty()) return OTHER;
    String lower = key.toLowerCase(Locale.ROOT);
    if (OWN_NAMES.contains(lower)) return OWN;
    List<String> words = words(key);
    for (String word : words) if (OWN_WORDS.contains(word)) return OWN;
    if (WORDS.contains(lower)) return ADDRESS;
    if (words.isEmpty()) return OTHER;
    String last = words.getLast();
    if (last.equals("name") && words.size() > 1 && words.get(words.size() - 2).equals("server"))
      return OWN;
    if (OTHER_LAST.contains(last)) return OTHER;
    if (WORDS.contains(last)) return ADDRESS;
    for (String ending : ENDINGS) if (last.endsWith(ending)) return ADDRESS;
    // Spring and .NET: SPRING_DATASOURCE_URL_1, ConnectionStrings__Default
    for (String word : words)
      if (word.equals("connectionstrings") || word.equals("datasource")) return ADDRESS;
    return OTHER;
  }

  /// The words of a name: `DB_HOST`, `db-host`, `db.host`, `dbHost` all have `db` and `host`.
  private static List<String> words(String key) {
    var words = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i <= key.length(); i++) {
      boolean end = i == key.length() || !Character.isLetterOrDigit(key.charAt(i));
      boolean hump =
          !end
              && i > start
              && Character.isUpperCase(key.charAt(i))
              && Character.isLowerCase(key.charAt(i - 1));
      if (!end && !hump) continue;
      if (i > start) words.add(key.substring(start, i).toLowerCase(Locale.ROOT));
      start = hump ? i : i + 1;
    }
    // ConnectionStrings is one word.
    int at = words.indexOf("connection");
    if (at >= 0 && at + 1 < words.size() && words.get(at + 1).startsWith("string"))
      words.set(at, "connectionstrings");
    return words;
  }

  /// The name of the variable that holds the port beside one that holds the host: `DB_PORT` for
  /// `DB_HOST`; empty if the name has no word for a host at its end.
  static String partner(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    for (String ending :
        List.of("hostname", "host", "address", "addr", "server", "endpoint", "url", "uri"))
      if (lower.endsWith(ending)) {
        int at = key.length() - ending.length();
        boolean capital = Character.isUpperCase(key.charAt(at));
        boolean all = capital && Character.isUpperCase(key.charAt(key.length() - 1));
        return key.substring(0, at) + (all ? "PORT" : capital ? "Port" : "port");
      }
    return "";
  }
}
