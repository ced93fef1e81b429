package io.svcaudit.source;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a scalar of YAML becomes for Kubernetes. kubectl reads YAML with `sigs.k8s.io/yaml`, which
/// resolves plain scalars as go-yaml v2 does: YAML 1.1 booleans and octals, but no dates and no
/// base 60.
final class YamlScalars {
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> NOT_FINITE =
      Set.of(
          ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
          "-.Inf", "-.INF");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final String CORE = "tag:yaml.org,2002:";
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private YamlScalars() {}

  /// What a scalar is and what JSON would hold.
  record Value(Scalar.Type type, String text) {}

  /// @param tag the explicit tag, null if there is none
  /// @throws IllegalArgumentException with a sentence for the user if the value cannot be JSON
  static Value resolve(@Nullable String tag, boolean plain, String in) {
    if (tag == null) return plain ? plain(in) : new Value(Scalar.Type.STRING, in);
    return switch (tag) {
      case CORE + "binary" -> new Value(Scalar.Type.STRING, binary(in));
      case CORE + "int", CORE + "float", CORE + "bool", CORE + "null" -> {
        Value value = plain(in);
        if (value.type() == Scalar.Type.STRING)
          throw new IllegalArgumentException(
              "cannot decode \"%s\" as !!%s".formatted(in, tag.substring(CORE.length())));
        yield value;
      }
      case "!" -> new Value(Scalar.Type.STRING, in);
      default -> new Value(Scalar.Type.STRING, in);
    };
  }

  private static Value plain(String in) {
    if (NULL.contains(in)) return new Value(Scalar.Type.NULL, "null");
    if (TRUE.contains(in)) return new Value(Scalar.Type.BOOLEAN, "true");
    if (FALSE.contains(in)) return new Value(Scalar.Type.BOOLEAN, "false");
    if (NOT_FINITE.contains(in))
      throw new IllegalArgumentException("%s is no number that JSON can hold".formatted(in));
    String number = number(in);
    return number == null
        ? new Value(Scalar.Type.STRING, in)
        : new Value(Scalar.Type.NUMBER, number);
  }

  /// The JSON text of a number; null if the scalar is none.
  private static @Nullable String number(String in) {
    char first = in.charAt(0);
    if (!(first >= '0' && first <= '9') && first != '-' && first != '+' && first != '.')
      return null;
    String plain = in.replace("_", "");
    BigInteger integer = first == '.' ? null : integer(plain);
    if (integer != null)
      return integer.bitLength() < 64
          ? integer.toString()
          : JsonNumbers.text(integer.doubleValue());
    if (!FLOAT.matcher(plain).matches()) return null;
    double value = Double.parseDouble(plain);
    return Double.isInfinite(value) ? null : JsonNumbers.text(value);
  }

  /// Go's `strconv.ParseInt(s, 0, 64)`, then `ParseUint`, then a signed `0b`.
  private static @Nullable BigInteger integer(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      char mark = Character.toLowerCase(digits.charAt(1));
      radix = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
      digits =
          mark == 'x' || mark == 'b' || mark == 'o' ? digits.substring(2) : digits.substring(1);
    }
    if (digits.isEmpty()) return null;
    for (int i = 0; i < digits.length(); i++)
      if (Character.digit(digits.charAt(i), radix) < 0) return null;
    if (digits.length() > 64) return null;
    BigInteger value = new BigInteger(digits, radix);
    if (negative) value = value.negate();
    return value.compareTo(MIN) >= 0 && value.compareTo(MAX_UNSIGNED) <= 0 ? value : null;
  }

  private static String binary(String in) {
    try {
      return new String(
          Base64.getDecoder().decode(in.replaceAll("\\s", "")), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("the value of !!binary is not base64");
    }
  }
}
