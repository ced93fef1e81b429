package io.svcaudit.topology.reference;

import io.svcaudit.topology.reference.Address.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Finds the addresses in a value. Reads the text a fixed number of times, whatever is in it.
final class Addresses {
  /// Schemes of things that are no servers of a cluster's network.
  private static final Set<String> NO_SERVER =
      Set.of(
          "file",
          "unix",
          "unixs",
          "s3",
          "s3a",
          "gs",
          "gcs",
          "abfs",
          "abfss",
          "wasb",
          "wasbs",
          "docker",
          "docker-pullable",
          "containerd",
          "oci",
          "data",
          "urn",
          "ipc",
          "inproc",
          "npipe",
          "spiffe",
          "jar",
          "classpath",
          "hf",
          "git",
          "ssh",
          "git+ssh",
          "chrome",
          "about",
          "mailto",
          "secret",
          "vault",
          "cri-o",
          "azblob",
          "swift",
          "local",
          "embedded",
          "memory",
          "mem",
          "sqlite",
          "sqlite3",
          "projects",
          "kubernetes",
          "ref",
          "ref+vault",
          "awskms",
          "gcpkms",
          "azurekms");

  /// A list of more hosts than this is no configuration of a client.
  private static final int MOST = 1_000;

  private final String text;
  private final AddressKey key;
  private final List<Address> found = new ArrayList<>();

  private Addresses(String text, AddressKey key) {
    this.text = text;
    this.key = key;
  }

  /// The addresses in the value of a variable, flag or field, in the order of the text; may be
  /// empty.
  static List<Address> in(String key, String text) {
    var addresses = new Addresses(text, AddressKey.of(key));
    if (addresses.key == AddressKey.OWN) return List.of();
    addresses.urls();
    int urls = addresses.found.size();
    addresses.words();
    if (urls == 0 && addresses.areNamesOfOne()) return List.of();
    addresses.found.sort(Comparator.comparingInt(Address::start));
    return addresses.found;
  }

  private void urls() {
    for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
      int start = at;
      while (start > 0 && isScheme(text.charAt(start - 1))) start--;
      String scheme = text.substring(start, at).toLowerCase(Locale.ROOT);
      if (scheme.isEmpty() || NO_SERVER.contains(scheme)) continue;
      // A resolver of gRPC puts its own authority first: dns:///db:80
      boolean resolver = scheme.equals("dns") && text.startsWith("/", at + 3);
      authority(scheme, afterUser(resolver ? at + 4 : at + 3));
    }
  }

  private static boolean isScheme(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '-'
        || c == '.';
  }

  /// Where the host begins, behind `user:password@`.
  private int afterUser(int start) {
    int after = start;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '@') after = i + 1;
      if (c == '/' || c <= ' ' || c == '"' || c == '\'') break;
    }
    return after;
  }

  /// One host, or several with commas between them.
  private void authority(String scheme, int from) {
    int at = afterVariable(from);
    boolean more = true;
    while (more) {
      int end = at;
      while (end < text.length() && Hosts.isPart(text.charAt(end))) end++;
      if (text.startsWith("://", end)) return;
      int port = 0;
      int after = end;
      if (end < text.length() && text.charAt(end) == ':') {
        after = digits(end + 1);
        port = after > end + 1 ? number(end + 1, after) : Address.OPEN;
        if (port == Address.OPEN) after = end;
      }
      if (port == Address.OPEN ? !isOpen(end + 1) : !endsAuthority(after)) return;
      add(Form.URL, scheme, at, end, port, after);
      more = after < text.length() && text.charAt(after) == ',' && !isSpace(after + 1);
      at = after + 1;
    }
  }

  /// `$(POD_NAME).db.shop.svc`: the Pod is only known later, its Service is not.
  private int afterVariable(int from) {
    if (from >= text.length() || text.charAt(from) != '$') return from;
    int end = from + 1;
    while (end < text.length() && "({".indexOf(text.charAt(end)) >= 0) end++;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) end++;
    while (end < text.length() && ")}".indexOf(text.charAt(end)) >= 0) end++;
    return end < text.length() && text.charAt(end) == '.' ? end + 1 : from;
  }

  /// Whether a port follows that is only known later, or nothing at all.
  private boolean isOpen(int at) {
    return at >= text.length() || "$<{%/ ".indexOf(text.charAt(at)) >= 0;
  }

  private boolean isSpace(int at) {
    return at >= text.length() || text.charAt(at) <= ' ';
  }

  private boolean endsAuthority(int at) {
    return at >= text.length()
        || text.charAt(at) <= ' '
        || "/?#,;\"'`<>\\)]}|&".indexOf(text.charAt(at)) >= 0;
  }

  private int digits(int at) {
    int end = at;
    while (end < text.length() && end < at + 6 && Character.isDigit(text.charAt(end))) end++;
    return end;
  }

  private int number(int start, int end) {
    return Integer.parseInt(text, start, end, 10);
  }

  private void words() {
    boolean items = key == AddressKey.ADDRESS && areHosts();
    int urls = found.size();
    int start = -1;
    int url = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && Hosts.isPart(text.charAt(i))) {
        if (start < 0) start = i;
        continue;
      }
      if (start >= 0) {
        while (url < urls && found.get(url).end() <= start) url++;
        boolean known = url < urls && found.get(url).start() < i;
        if (!known && found.size() < MOST) word(start, i, items);
      }
      start = -1;
    }
  }

  private void word(int start, int end, boolean items) {
    char before = start == 0 ? ' ' : text.charAt(start - 1);
    if (before == '}' || before == ')') {
      if (text.charAt(start) == '.') name(start + 1, end);
      return;
    }
    if ("/$\\%{<*~:".indexOf(before) >= 0) return;
    int after = end < text.length() && text.charAt(end) == ':' ? digits(end + 1) : end;
    if (Hosts.isOfCluster(text.substring(start, end)) && (after > end || !isTemplate(end))) {
      name(start, end);
    } else if (after > end + 1 && endsWord(after)) {
      boolean asked = key == AddressKey.ADDRESS || isAskedFor(start);
      add(asked ? Form.ADDRESS : Form.MENTION, "", start, end, number(end + 1, after), after);
    } else if (items || before == '=' && isAskedFor(start)) {
      int port = before == '=' ? portBeside(end) : 0;
      if (endsWord(end)) add(Form.HOST, "", start, end, port, end);
    }
  }

  private void name(int start, int end) {
    if (start >= end || !Hosts.isOfCluster(text.substring(start, end))) return;
    int after = end < text.length() && text.charAt(end) == ':' ? digits(end + 1) : end;
    int port = after > end + 1 ? number(end + 1, after) : 0;
    if (isTemplate(after)) port = Address.OPEN;
    add(Form.NAME, "", start, end, port, port > 0 ? after : end);
  }

  private boolean isTemplate(int at) {
    return at < text.length() && "${<%*".indexOf(text.charAt(at)) >= 0;
  }

  private boolean endsWord(int at) {
    return at >= text.length()
        || text.charAt(at) <= ' '
        || "/?#,;\"'`<>\\)]}|&".indexOf(text.charAt(at)) >= 0;
  }

  /// Whether a word is the value of a pair whose key asks for an address: `host=db`, `Server=db`.
  private boolean isAskedFor(int start) {
    if (start == 0 || text.charAt(start - 1) != '=') return false;
    int end = start - 1;
    int from = end;
    while (from > 0 && (Hosts.isPart(text.charAt(from - 1)) || text.charAt(from - 1) == ' '))
      from--;
    String pair = text.substring(from, end).strip();
    String last = pair.substring(pair.lastIndexOf(' ') + 1);
    return AddressKey.of(last) == AddressKey.ADDRESS || pair.equalsIgnoreCase("Data Source");
  }

  /// The port of a pair beside `host=db`: `port=5432` or, in ADO, `,1433`; 0 if there is none.
  private int portBeside(int end) {
    if (end < text.length() && text.charAt(end) == ',' && digits(end + 1) > end + 1)
      return number(end + 1, digits(end + 1));
    String lower = text.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("port=");
    boolean own = at > 0 && " ;&?".indexOf(text.charAt(at - 1)) >= 0;
    int from = at + "port=".length();
    return own && digits(from) > from ? number(from, digits(from)) : 0;
  }

  /// Whether the whole text is hosts, with or without ports, with commas between them; with spaces
  /// only if none is a plain word.
  private boolean areHosts() {
    boolean any = false;
    for (String item : text.split("[,;]", MOST)) {
      String[] words = item.strip().split("\\s+", MOST);
      for (String word : words) {
        if (word.isEmpty()) continue;
        if (!isHost(word, words.length > 1)) return false;
        any = true;
      }
    }
    return any;
  }

  private static boolean isHost(String word, boolean inSentence) {
    int colon = word.indexOf(':');
    String host = colon < 0 ? word : word.substring(0, colon);
    if (inSentence && colon < 0 && host.indexOf('.') < 0) return false;
    boolean port = colon < 0 || word.substring(colon + 1).chars().allMatch(Character::isDigit);
    return port && (Hosts.isName(host) || Hosts.isIp(host));
  }

  /// Whether the addresses are one Service's names, short and in full: a list for a certificate.
  private boolean areNamesOfOne() {
    for (Address name : found)
      if (name.form() == Form.NAME && name.port() == 0 && name.start() > 0) {
        String service = name.host().substring(0, name.host().indexOf('.'));
        if (text.startsWith(service + ",")) return true;
      }
    return false;
  }

  private void add(Form form, String scheme, int start, int end, int port, int after) {
    if (port > 65_535) return;
    String host = text.substring(start, end);
    if (Hosts.isName(host) || Hosts.isIp(host))
      found.add(new Address(form, scheme, host, port, start, Math.max(end, after)));
  }
}
