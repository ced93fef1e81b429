package io.svcaudit.kube;

import java.io.IOException;
import java.io.InputStream;

/// Reads the body of an answer. It may be called again from the start if the connection breaks.
@FunctionalInterface
interface BodyReader<T> {
  T read(InputStream body) throws IOException;
}
