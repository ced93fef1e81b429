package io.svcaudit.source;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// An answer in JSON.
final class JsonTokens implements Tokens {
  /// What an API server could send to make us fail differently: kubectl would not read it either.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(200)
                  .maxStringLength((int) ApiList.MOST_BYTES)
                  .build())
          .build();

  private final Unmanaged bytes;
  private final JsonParser json;
  private Token current = Token.END;

  JsonTokens(InputStream in) throws IOException {
    bytes = new Unmanaged(in);
    json = asked(() -> JSON.createParser(ObjectReadContext.empty(), bytes));
  }

  private static <T> T asked(java.util.function.Supplier<T> question) throws IOException {
    try {
      return question.get();
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw new IOException("the server sent no valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public Token next() throws IOException {
    current =
        switch (asked(json::nextToken)) {
          case START_OBJECT -> Token.OBJECT;
          case END_OBJECT -> Token.END_OBJECT;
          case START_ARRAY -> Token.LIST;
          case END_ARRAY -> Token.END_LIST;
          case PROPERTY_NAME -> Token.NAME;
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Token.NUMBER;
          case VALUE_TRUE, VALUE_FALSE -> Token.BOOLEAN;
          case VALUE_NULL -> Token.NULL;
          case VALUE_STRING, VALUE_EMBEDDED_OBJECT -> Token.STRING;
          case NOT_AVAILABLE -> Token.END;
          case null -> Token.END;
        };
    return current;
  }

  @Override
  public Token current() {
    return current;
  }

  @Override
  public String name() {
    return json.currentName();
  }

  @Override
  public String text() throws IOException {
    return asked(json::getString);
  }

  @Override
  public int length() throws IOException {
    return asked(json::getStringLength);
  }

  @Override
  public void skip() throws IOException {
    asked(json::skipChildren);
    if (current == Token.OBJECT) current = Token.END_OBJECT;
    else if (current == Token.LIST) current = Token.END_LIST;
  }

  @Override
  public long count() {
    return bytes.count();
  }

  @Override
  public void close() {
    json.close();
  }
}
