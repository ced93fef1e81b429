package io.svcaudit.topology.reference;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Scalar;
import io.svcaudit.topology.reference.Reference.Site;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// An address that a container is given of a server which is none of the cluster, as far as its
/// name tells.
///
/// @param key the variable, flag or file that holds it
/// @param holder the object that it is written in: the workload, or a ConfigMap
/// @param text the value that it is written in, or what names the value
/// @param shared whether the container takes it with all other texts of an object that other
///   workloads take too
public record Outside(
    Workload from,
    Site site,
    String key,
    KubeObject holder,
    Scalar text,
    Address address,
    boolean shared) {
  /// Domains that no namespace is likely to be called like.
  private static final Set<String> DOMAINS =
      Set.of(
          "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "dev", "app", "cloud",
          "online", "site", "tech", "xyz");

  /// What stands before a value: `key: `, `key=`, `["`, `proxy_pass `.
  private static final Pattern SETS = Pattern.compile("(.*[:=\"'(\\[,@]|-|[A-Za-z_][\\w.-]*)\\s*");

  /// How lines begin that no program reads.
  private static final Pattern COMMENT = Pattern.compile("\\s*(#|//|--|/?\\*|;|<!--|REM\\b).*");

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][\\w+.:-]*://\\S*$");

  /// Whether a text sets something to an address in it, and does not only tell of it, like the
  /// licence of a file.
  static boolean isSet(String text, Address address) {
    if (address.start() > text.length()) return true;
    int start = text.lastIndexOf('\n', address.start() - 1) + 1;
    String before = text.substring(start, address.start());
    if (COMMENT.matcher(before).matches()) return false;
    return SETS.matcher(SCHEME.matcher(before).replaceFirst("")).matches();
  }

  /// Whether an address is of this sort: a name with a dot that is none of `localhost` or `svc`.
  static boolean is(Address address) {
    String host = address.host().toLowerCase(Locale.ROOT);
    return address.form() != Address.Form.MENTION
        && host.contains(".")
        && !address.isIp()
        && Hosts.isName(host)
        && !Hosts.isOfCluster(host)
        && !host.endsWith(".localhost")
        // The names of XML's vocabularies.
        && !host.equals("www.w3.org");
  }

  /// `env API_URL`, `its command`, `app.conf of ConfigMap api`, for messages.
  public String where() {
    return Reference.where(site, key, holder);
  }

  /// Whether it may as well be a Service of a namespace that was not read: `api.payments`.
  public boolean mayBeOfCluster() {
    String[] labels = address.host().toLowerCase(Locale.ROOT).split("\\.");
    return labels.length == 2 && labels[1].length() != 2 && !DOMAINS.contains(labels[1]);
  }
}
