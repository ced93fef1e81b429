package io.svcaudit.source;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Numbers as Kubernetes writes them.
final class JsonNumbers {
  private JsonNumbers() {}

  /// JSON's grammar of numbers; a regular expression would be the slowest part of the whole reader.
  static boolean isNumber(String word) {
    int i = word.startsWith("-") ? 1 : 0;
    int digits = digits(word, i);
    if (digits == i || (word.charAt(i) == '0' && digits > i + 1)) return false;
    i = digits;
    if (i < word.length() && word.charAt(i) == '.') {
      digits = digits(word, i + 1);
      if (digits == i + 1) return false;
      i = digits;
    }
    if (i < word.length() && (word.charAt(i) == 'e' || word.charAt(i) == 'E')) {
      i++;
      if (i < word.length() && (word.charAt(i) == '+' || word.charAt(i) == '-')) i++;
      digits = digits(word, i);
      if (digits == i) return false;
      i = digits;
    }
    return i == word.length();
  }

  private static int digits(String word, int from) {
    int i = from;
    while (i < word.length() && word.charAt(i) >= '0' && word.charAt(i) <= '9') i++;
    return i;
  }

  /// A number as kubectl keeps it: 64 bits if it is whole, else a float64.
  static String value(String word, Span span) throws Broken {
    boolean whole = word.indexOf('.') < 0 && word.indexOf('e') < 0 && word.indexOf('E') < 0;
    if (whole && word.length() < 19) return word.equals("-0") ? "0" : word;
    if (whole && new BigInteger(word).bitLength() < 64) return word;
    double value = Double.parseDouble(word);
    if (Double.isInfinite(value)) throw new Broken("the number is too large", span);
    return text(value);
  }

  /// As Go's encoding/json writes a float64: no exponent below 1e21 and above 1e-6.
  static String text(double value) {
    double size = Math.abs(value);
    if (value == 0) return "0";
    if (size >= 1e-6 && size < 1e21) {
      String plain = new BigDecimal(Double.toString(value)).toPlainString();
      return plain.contains(".") ? plain.replaceAll("\\.?0+$", "") : plain;
    }
    String text = Double.toString(value).replace("E", "e").replace(".0e", "e");
    return text.contains("e-") ? text : text.replace("e", "e+");
  }
}
