package io.svcaudit.topology.reference;

import io.svcaudit.topology.reference.Address.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the addresses in a text of many lines: a configuration file, or a script. Comments are
/// none of them, and a name that the file itself gives to something, like an `upstream` of nginx,
/// is no host.
final class Lines {
  /// Programs that take a host and then a port.
  private static final Set<String> CONNECTS = Set.of("nc", "ncat", "netcat", "telnet");

  /// Programs that take a host alone.
  private static final Set<String> ASKS = Set.of("nslookup", "dig", "getent", "ping");

  /// Clients that take a host as `-h`.
  private static final Set<String> CLIENTS =
      Set.of(
          "pg_isready",
          "psql",
          "pg_dump",
          "mysql",
          "mysqladmin",
          "mysqldump",
          "mariadb",
          "mariadb-admin",
          "redis-cli");

  private static final int LONGEST = 1 << 18;

  private record Line(int start, int indent, String key, int value, int end) {}

  private final String text;
  private final List<Address> found = new ArrayList<>();

  private Lines(String text) {
    this.text = text;
  }

  /// The addresses in a file; those of texts that are too long to be configuration are not looked
  /// for.
  static List<Address> ofFile(String text) {
    if (text.length() > LONGEST || text.startsWith("-----BEGIN")) return List.of();
    var lines = new Lines(text);
    List<Line> all = lines.split();
    String list = "";
    for (int i = 0; i < all.size(); i++) {
      Line line = all.get(i);
      if (!line.key().isEmpty()) list = line.value() >= line.end() ? line.key() : "";
      lines.property(all, i, list);
    }
    Set<String> own = lines.ownNames(all);
    lines.found.removeIf(address -> own.contains(address.host()));
    return lines.found;
  }

  /// The addresses in a shell's script.
  static List<Address> ofScript(String text) {
    if (text.length() > LONGEST) return List.of();
    var lines = new Lines(text);
    for (Line line : lines.split()) {
      if (lines.isEcho(line)) continue;
      lines.add(Addresses.in("", text.substring(line.start(), line.end())), line.start());
      lines.commands(line);
    }
    return lines.found;
  }

  private void add(List<Address> addresses, int by) {
    for (Address address : addresses) found.add(address.shifted(by));
  }

  /// The lines that are no comments.
  private List<Line> split() {
    var lines = new ArrayList<Line>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      if (end < 0) end = text.length();
      int from = start;
      while (from < end && text.charAt(from) <= ' ') from++;
      boolean comment =
          text.startsWith("#", from) || text.startsWith("//", from) || text.startsWith(";", from);
      if (from < end && !comment) lines.add(line(from, from - start, end));
      start = end + 1;
    }
    return lines;
  }

  /// `key: value`, `key = value`, `"key": value`, `key value`, `key:` over a list; `- key: value`
  /// too.
  private Line line(int start, int indent, int lineEnd) {
    int end = lineEnd;
    while (end > start && ",;\"'{ \r".indexOf(text.charAt(end - 1)) >= 0) end--;
    int from = start;
    while (from < end && "-\"' {".indexOf(text.charAt(from)) >= 0) from++;
    int stop = from;
    while (stop < end && Hosts.isPart(text.charAt(stop))) stop++;
    int value = stop;
    while (value < end && " \t\"':=".indexOf(text.charAt(value)) >= 0) value++;
    boolean address =
        value == stop + 1
            && value < end
            && text.charAt(stop) == ':'
            && Character.isDigit(text.charAt(value));
    boolean pair = stop > from && value > stop && !address;
    return pair
        ? new Line(start, indent + from - start, text.substring(from, stop), value, end)
        : new Line(start, indent, "", from, end);
  }

  /// @param list the key over the list that the line is an item of; empty if it is of none
  private void property(List<Line> all, int index, String list) {
    Line line = all.get(index);
    String key = line.key().isEmpty() ? list : line.key();
    String value = text.substring(line.value(), line.end());
    boolean upstream = key.equals("server") && value.contains(":");
    for (Address address : Addresses.in(upstream ? "upstream" : key, value)) {
      Address whole = address.shifted(line.value());
      found.add(whole.form() == Form.HOST ? whole.withPort(portBeside(all, index)) : whole);
    }
  }

  /// `port: 5432` in a line beside, as deep as this one; 0 if there is none.
  private int portBeside(List<Line> all, int index) {
    for (int i : new int[] {index + 1, index - 1, index + 2, index - 2}) {
      if (i < 0 || i >= all.size() || all.get(i).indent() != all.get(index).indent()) continue;
      String key = all.get(i).key();
      if (!key.endsWith("port") && !key.endsWith("Port") && !key.equals("port_value")) continue;
      int at = all.get(i).value();
      int end = at;
      while (end < text.length() && end < at + 6 && Character.isDigit(text.charAt(end))) end++;
      if (end > at && end < at + 6) return Integer.parseInt(text, at, end, 10);
    }
    return 0;
  }

  /// What nginx and haproxy call groups of servers of their own.
  private Set<String> ownNames(List<Line> all) {
    var names = new HashSet<String>();
    for (Line line : all)
      if (Set.of("upstream", "backend", "frontend").contains(line.key())) {
        int end = line.value();
        while (end < line.end() && Hosts.isPart(text.charAt(end))) end++;
        names.add(text.substring(line.value(), end));
      }
    return names.isEmpty() ? Collections.emptySet() : names;
  }

  private boolean isEcho(Line line) {
    return text.startsWith("echo ", line.start()) && text.indexOf("://", line.start()) < 0;
  }

  /// The hosts that known programs of a script connect to: `until nc -z db 5432`.
  private void commands(Line line) {
    String program = "";
    int host = -1;
    int hostEnd = -1;
    boolean flag = false;
    int at = line.start();
    while (at < line.end()) {
      while (at < line.end() && isBreak(text.charAt(at))) {
        if (";|&".indexOf(text.charAt(at)) >= 0) {
          ask(program, host, hostEnd);
          program = "";
          host = -1;
        }
        at++;
      }
      int end = at;
      while (end < line.end() && !isBreak(text.charAt(end))) end++;
      if (end == at) break;
      String word = text.substring(at, end);
      if (program.isEmpty()) {
        if (CONNECTS.contains(word) || ASKS.contains(word) || CLIENTS.contains(word))
          program = word;
      } else if (CLIENTS.contains(program)) {
        if (flag && host < 0) {
          host = at;
          hostEnd = end;
        }
        flag = word.equals("-h");
      } else if (word.equals("hosts") || word.startsWith("-")) {
        // A flag, or the database that getent asks.
      } else if (host < 0) {
        // A number is the value of a flag before it.
        if (!word.chars().allMatch(Character::isDigit)) {
          host = at;
          hostEnd = end;
        }
      } else if (CONNECTS.contains(program) && word.chars().allMatch(Character::isDigit)) {
        if (word.length() < 6 && Hosts.isName(text.substring(host, hostEnd)))
          found.add(
              new Address(
                  Form.ADDRESS,
                  "",
                  text.substring(host, hostEnd),
                  Integer.parseInt(word),
                  host,
                  hostEnd));
        program = "";
        host = -1;
      }
      at = end;
    }
    ask(program, host, hostEnd);
  }

  private void ask(String program, int host, int end) {
    if (host < 0 || CONNECTS.contains(program)) return;
    String name = text.substring(host, end);
    if (Hosts.isName(name) && !Hosts.isOfCluster(name))
      found.add(new Address(Form.HOST, "", name, 0, host, end));
  }

  private static boolean isBreak(char c) {
    return c <= ' ' || ";|&\"'`()<>".indexOf(c) >= 0;
  }
}
