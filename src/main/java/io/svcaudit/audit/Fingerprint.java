package io.svcaudit.audit;

import io.svcaudit.rules.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;

/// Identifies findings across runs: by rule, object and field, never by line.
public final class Fingerprint {
  private Fingerprint() {}

  /// One fingerprint for each finding, in their order: 32 hexadecimal digits, a colon, and a number
  /// that tells apart findings which are otherwise equal (the same object in two files).
  public static List<String> of(List<Finding> findings) {
    var seen = new HashMap<String, Integer>();
    var fingerprints = new ArrayList<String>();
    for (Finding finding : findings) {
      String hash = hash(finding);
      fingerprints.add(hash + ":" + seen.merge(hash, 1, Integer::sum));
    }
    return fingerprints;
  }

  private static String hash(Finding finding) {
    var subject = finding.subject();
    String identity =
        String.join(
            "\0",
            finding.rule(),
            subject.group(),
            subject.kind(),
            subject.namespace(),
            subject.name(),
            finding.path());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
