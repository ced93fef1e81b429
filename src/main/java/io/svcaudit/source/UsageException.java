package io.svcaudit.source;

import java.util.List;

/// The user asked for something that cannot be done as asked. The message is one sentence that says
/// what to do instead; it is shown as `error: …` and the run ends with exit code 2.
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final List<String> messages;

  public UsageException(String message) {
    this(List.of(message));
  }

  /// @param messages one for each thing that is wrong, a sentence each; at least one
  public UsageException(List<String> messages) {
    super(String.join("; ", messages));
    this.messages = List.copyOf(messages);
  }

  /// One for each thing that is wrong; at least one.
  public List<String> messages() {
    return messages;
  }
}
