package io.svcaudit.kube;

import io.svcaudit.source.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a user proves who they are in each request.
sealed interface Credentials {
  /// The value of the header `Authorization`; empty for none.
  Optional<String> authorization() throws UsageException;

  /// The certificate to show when connecting; empty for none.
  default Optional<ClientCertificate> certificate() throws UsageException {
    return Optional.empty();
  }

  /// The server did not accept them: whether there may be better ones now.
  default boolean renew() {
    return false;
  }

  /// Certificate and key in PEM.
  record ClientCertificate(byte[] certificate, byte[] key) {}

  /// Nothing, or the certificate alone.
  record None(Optional<ClientCertificate> shown) implements Credentials {
    @Override
    public Optional<String> authorization() {
      return Optional.empty();
    }

    @Override
    public Optional<ClientCertificate> certificate() {
      return shown;
    }
  }

  /// A token from the command line or the kubeconfig.
  record Token(String token, Optional<ClientCertificate> shown) implements Credentials {
    @Override
    public Optional<String> authorization() {
      return Optional.of("Bearer " + token);
    }

    @Override
    public Optional<ClientCertificate> certificate() {
      return shown;
    }
  }

  /// A user name with a password.
  record Basic(String username, String password, Optional<ClientCertificate> shown)
      implements Credentials {
    @Override
    public Optional<String> authorization() {
      byte[] both = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }

    @Override
    public Optional<ClientCertificate> certificate() {
      return shown;
    }
  }

  /// A token that somebody else keeps fresh in a file, like that of a service account.
  final class TokenFile implements Credentials {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Path file;
    private final Clock clock;
    private final Optional<ClientCertificate> shown;
    private @Nullable String token;
    private Instant readAt = Instant.MIN;

    TokenFile(Path file, Clock clock, Optional<ClientCertificate> shown) {
      this.file = file;
      this.clock = clock;
      this.shown = shown;
    }

    @Override
    public synchronized Optional<String> authorization() throws UsageException {
      String known = token;
      if (known == null || readAt.plus(FRESH).isBefore(clock.instant())) {
        try {
          token = known = Files.readString(file).strip();
          readAt = clock.instant();
        } catch (IOException e) {
          throw new UsageException("cannot read the token file %s: %s".formatted(file, e));
        }
      }
      return Optional.of("Bearer " + known);
    }

    @Override
    public Optional<ClientCertificate> certificate() {
      return shown;
    }

    @Override
    public synchronized boolean renew() {
      token = null;
      return true;
    }
  }

  /// What a credential plugin gives.
  final class Plugin implements Credentials {
    private final ExecPlugin plugin;
    private final Clock clock;
    private ExecPlugin.@Nullable Credential given;

    Plugin(ExecPlugin plugin, Clock clock) {
      this.plugin = plugin;
      this.clock = clock;
    }

    private synchronized ExecPlugin.Credential credential() throws UsageException {
      ExecPlugin.Credential known = given;
      boolean over =
          known == null || known.expires().filter(at -> !at.isAfter(clock.instant())).isPresent();
      if (known == null || over) given = known = plugin.run();
      return known;
    }

    @Override
    public Optional<String> authorization() throws UsageException {
      return credential().token().map(token -> "Bearer " + token);
    }

    @Override
    public Optional<ClientCertificate> certificate() throws UsageException {
      return credential().certificate();
    }

    @Override
    public synchronized boolean renew() {
      given = null;
      return true;
    }
  }
}
