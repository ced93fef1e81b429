package io.svcaudit.kube;

/// Why a request got no answer that could be used. The message is one sentence for the user, worded
/// as kubectl words it.
public abstract sealed class ApiFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  private ApiFailure(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  @Override
  public String getMessage() {
    return sentence;
  }

  /// 401: the server does not know who is asking.
  public static final class Unauthorized extends ApiFailure {
    private static final long serialVersionUID = 1L;

    Unauthorized(String message) {
      super(message);
    }
  }

  /// 403: the one who asks may not.
  public static final class Forbidden extends ApiFailure {
    private static final long serialVersionUID = 1L;

    Forbidden(String message) {
      super(message);
    }
  }

  /// 404: the server does not serve this kind.
  public static final class NotFound extends ApiFailure {
    private static final long serialVersionUID = 1L;

    NotFound(String message) {
      super(message);
    }
  }

  /// 410: the list changed too much since its first page; it has to be read from the start.
  public static final class Gone extends ApiFailure {
    private static final long serialVersionUID = 1L;

    Gone(String message) {
      super(message);
    }
  }

  /// Any other answer that is none.
  public static final class Refused extends ApiFailure {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /// No answer at all, or one that breaks off.
  public static final class Unreachable extends ApiFailure {
    private static final long serialVersionUID = 1L;

    Unreachable(String message) {
      super(message);
    }
  }
}
