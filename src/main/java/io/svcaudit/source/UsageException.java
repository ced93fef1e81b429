package io.svcaudit.source;

/// The user asked for something that cannot be done as asked. The message is one sentence that says
/// what to do instead; it is shown as `error: …` and the run ends with exit code 2.
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
