package io.svcaudit.report;

import io.svcaudit.rules.Severity;
import java.util.Locale;
import java.util.Map;

/// Whether a text report may use the sixteen colours of a terminal.
public enum Colors {
  ON,
  OFF;

  /// What the user asked for, `--color`.
  public enum When {
    AUTO,
    ALWAYS,
    NEVER;

    /// As the option writes it.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What a piece of a report is, for its colour.
  enum Role {
    CRITICAL("1;35"),
    HIGH("1;31"),
    MEDIUM("1;33"),
    LOW("1;36"),
    INFO("1;34"),
    GOOD("1;32"),
    MESSAGE("1"),
    FRAME("94");

    private final String codes;

    Role(String codes) {
      this.codes = codes;
    }

    static Role of(Severity severity) {
      return switch (severity) {
        case CRITICAL -> CRITICAL;
        case HIGH -> HIGH;
        case MEDIUM -> MEDIUM;
        case LOW -> LOW;
        case INFO -> INFO;
      };
    }
  }

  /// Decides as kubectl does: colour for a terminal that is not dumb, unless `NO_COLOR` is set to
  /// anything; `FORCE_COLOR` and `CLICOLOR_FORCE` stand for a terminal. An explicit wish wins.
  ///
  /// @param isTerminal whether the stream that the report goes to is one
  /// @param env the environment
  public static Colors forTerminal(When when, boolean isTerminal, Map<String, String> env) {
    return switch (when) {
      case ALWAYS -> ON;
      case NEVER -> OFF;
      case AUTO -> wanted(isTerminal, env) ? ON : OFF;
    };
  }

  private static boolean wanted(boolean isTerminal, Map<String, String> env) {
    if (env.containsKey("NO_COLOR")) return false;
    if (forced(env, "FORCE_COLOR") || forced(env, "CLICOLOR_FORCE")) return true;
    // the old console of Windows shows the codes as text; Windows Terminal says that it is there
    boolean oldConsole = "Windows_NT".equals(env.get("OS")) && !env.containsKey("WT_SESSION");
    return isTerminal && !"dumb".equals(env.get("TERM")) && !oldConsole;
  }

  private static boolean forced(Map<String, String> env, String name) {
    String value = env.getOrDefault(name, "");
    return !value.isEmpty() && !value.equals("0") && !value.equals("false");
  }

  /// The text in its colour, if colours are on.
  String paint(Role role, String text) {
    return this == OFF || text.isEmpty() ? text : "\u001b[" + role.codes + "m" + text + "\u001b[0m";
  }
}
