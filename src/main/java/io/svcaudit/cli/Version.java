package io.svcaudit.cli;

import io.svcaudit.report.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into `version.properties`.
public final class Version implements IVersionProvider {
  /// The version and the home of this program.
  static Tool tool() {
    try (InputStream in = Version.class.getResourceAsStream("/svc-audit/version.properties")) {
      var properties = new Properties();
      if (in != null) properties.load(in);
      return new Tool(properties.getProperty("version", ""), properties.getProperty("home", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {"svc-audit " + tool().version()};
  }
}
