package io.svcaudit.report;

/// How many columns of a terminal a character takes.
final class Cells {
  /// First and last code points of the ranges that Unicode calls wide or full width.
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x2329, 0x232a, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0xa4cf,
    0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff01, 0xff60,
    0xffe0, 0xffe6, 0x16fe0, 0x18cff, 0x1aff0, 0x1b2ff, 0x1f200, 0x1f2ff, 0x20000, 0x3fffd
  };

  private Cells() {}

  /// 0, 1 or 2.
  static int of(int codePoint) {
    if (codePoint < 0x300) return 1;
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isWide(int codePoint) {
    for (int i = 0; i < WIDE.length && WIDE[i] <= codePoint; i += 2)
      if (codePoint <= WIDE[i + 1]) return true;
    boolean halfOfFlag = codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
    return Character.isEmojiPresentation(codePoint) && !halfOfFlag;
  }
}
