package io.svcaudit.kube;

import io.svcaudit.source.UsageException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as kubectl's flags write them: `1s`, `2m`, `1h30m`, `500ms`; a bare number is seconds.
final class GoDuration {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

  private GoDuration() {}

  /// @param flag which has the value, for the message
  static Duration parse(String flag, String text) throws UsageException {
    if (text.matches("\\d{1,9}")) return Duration.ofSeconds(Long.parseLong(text));
    Matcher part = PART.matcher(text);
    Duration total = Duration.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      double amount = Double.parseDouble(part.group(1));
      double milliseconds =
          switch (part.group(2)) {
            case "ms" -> amount;
            case "s" -> amount * 1_000;
            case "m" -> amount * 60_000;
            default -> amount * 3_600_000;
          };
      total = total.plusMillis((long) milliseconds);
      end = part.end();
    }
    if (end == text.length() && end > 0) return total;
    throw new UsageException(
        "%s \"%s\" is no duration; write it like 30s, 1m30s or 0".formatted(flag, text));
  }
}
