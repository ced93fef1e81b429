package io.svcaudit.source;

import java.io.Closeable;
import java.io.IOException;

/// What an API server sends, token by token, whether it writes JSON or protobuf.
sealed interface Tokens extends Closeable permits JsonTokens, ProtobufTokens {
  /// One of them.
  enum Token {
    OBJECT,
    END_OBJECT,
    LIST,
    END_LIST,
    /// The name of a field; its value follows.
    NAME,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL,
    /// There is no more.
    END
  }

  /// Goes on.
  ///
  /// @throws IOException if the connection fails, or what comes is not well-formed
  Token next() throws IOException;

  Token current();

  /// Of the field that [Token#NAME] begins.
  String name();

  /// Of a scalar, as JSON would have it without quotes.
  String text() throws IOException;

  /// The length of a scalar, in characters.
  int length() throws IOException;

  /// Goes on to the end of the list or object that begins here; does nothing at a scalar.
  void skip() throws IOException;

  /// How many bytes were read so far.
  long count();
}
