package io.svcaudit.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The scripts between a shell and `__complete`.
public final class Script {
  /// What kubectl runs to complete the words after `kubectl svc-audit`.
  public static final String OF_KUBECTL = "kubectl_complete-svc_audit";

  private Script() {}

  /// The text of `bash`, `zsh`, `fish` or [#OF_KUBECTL].
  public static String of(String name) {
    String resource = "/svc-audit/completion/" + name;
    try (InputStream in = Script.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException("no script " + resource);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
