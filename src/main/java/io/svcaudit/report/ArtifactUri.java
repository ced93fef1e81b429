package io.svcaudit.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Where a text is, as SARIF says it.
///
/// @param uri percent-encoded
/// @param relative whether it is relative to the root of the run
record ArtifactUri(String uri, boolean relative) {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  /// Standard input is a file named `stdin`, so that viewers have something to show.
  static final ArtifactUri STDIN = new ArtifactUri("stdin", true);

  /// Of a path with forward slashes.
  ///
  /// @param path absolute, or relative to the root of the run
  /// @param root what to be relative to, absolute, with forward slashes
  static ArtifactUri of(String path, String root) {
    if (root(path).isEmpty()) return new ArtifactUri(encode(segments(path)), true);
    // code scanning rejects a file with absolute addresses outside of the repository
    if (root(path).equals(root(root)))
      return new ArtifactUri(encode(relative(segments(path), segments(root))), true);
    return new ArtifactUri("file://" + encodedRoot(root(path)) + encode(segments(path)), false);
  }

  /// `/`, `C:/`, `//` before a server's name, or empty for a relative path.
  private static String root(String path) {
    if (path.startsWith("//")) return "//";
    if (path.startsWith("/")) return "/";
    boolean drive = path.length() > 2 && path.charAt(1) == ':' && path.charAt(2) == '/';
    return drive ? path.substring(0, 3) : "";
  }

  private static String encodedRoot(String root) {
    return switch (root) {
      case "//" -> "";
      case "/" -> "/";
      default -> "/" + root;
    };
  }

  private static List<String> relative(List<String> path, List<String> from) {
    int common = 0;
    int most = Math.min(path.size() - 1, from.size());
    while (common < most && path.get(common).equals(from.get(common))) common++;
    var relative = new ArrayList<String>();
    for (int i = common; i < from.size(); i++) relative.add("..");
    relative.addAll(path.subList(common, path.size()));
    return relative;
  }

  /// The parts of a path below its root, without `.` and, where it can be resolved, without `..`.
  private static List<String> segments(String path) {
    String root = root(path);
    var kept = new ArrayList<String>();
    for (String segment : path.substring(root.length()).split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".")) continue;
      boolean up = segment.equals("..");
      if (up && !kept.isEmpty() && !kept.getLast().equals("..")) kept.removeLast();
      else if (!up || root.isEmpty()) kept.add(segment);
    }
    return kept;
  }

  private static String encode(List<String> segments) {
    String path = String.join("/", segments);
    var encoded = new StringBuilder(path.length() + 8);
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && UNRESERVED.indexOf(b) >= 0) encoded.append((char) b);
      else encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
    }
    return encoded.toString();
  }
}
