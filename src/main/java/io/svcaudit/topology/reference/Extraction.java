package io.svcaudit.topology.reference;

import io.svcaudit.model.ConfigMap;
import io.svcaudit.model.ConfigRef;
import io.svcaudit.model.Container;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Probe;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.topology.reference.Address.Form;
import io.svcaudit.topology.reference.Reference.Site;
import io.svcaudit.topology.reference.Variables.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects the addresses that the containers of one workload after the other are given.
final class Extraction {
  private final Lookup lookup;
  private final Resolver resolver;
  private final Set<KubeObject> shared;
  private final IdentityHashMap<Scalar, List<Address>> files = new IdentityHashMap<>();

  /// @param shared the objects that several workloads take all texts of
  Extraction(Lookup lookup, Resolver resolver, Set<KubeObject> shared) {
    this.lookup = lookup;
    this.resolver = resolver;
    this.shared = shared;
  }

  /// In the order of the containers; may be empty.
  ///
  /// @param outside what leads out of the cluster is added here
  List<Reference> of(Workload workload, List<Outside> outside) {
    var found = new ArrayList<Reference>();
    for (Container container : workload.template().containers())
      new Reading(workload, container, found, outside).all();
    return found;
  }

  /// One container while it is read.
  private final class Reading {
    private final Workload workload;
    private final Container container;
    private final Variables variables;
    private final List<Reference> found;
    private final List<Outside> outside;

    Reading(Workload workload, Container container, List<Reference> found, List<Outside> outside) {
      this.workload = workload;
      this.container = container;
      this.found = found;
      this.outside = outside;
      this.variables = Variables.of(workload, container, lookup);
    }

    void all() {
      for (Variable variable : variables.all()) variable(variable);
      arguments();
      probe("readinessProbe", container.readinessProbe());
      probe("livenessProbe", container.livenessProbe());
      probe("startupProbe", container.startupProbe());
      var read = new HashSet<String>();
      for (ConfigRef ref : ConfigRef.mounted(workload.template(), container))
        if (read.add(ref.secret() + " " + ref.name() + " " + ref.key())) files(ref);
    }

    private void variable(Variable variable) {
      String value = variable.value();
      boolean lines = value.indexOf('\n') >= 0;
      List<Address> addresses = lines ? Lines.ofFile(value) : Addresses.in(variable.name(), value);
      boolean bulk = variable.bulk() != null && shared.contains(variable.bulk());
      for (Address address : addresses)
        add(
            Site.ENV,
            variable.name(),
            variable.holder(),
            variable.text(),
            withPartner(variable.name(), address),
            bulk);
    }

    /// The port that the variable beside it names: `DB_PORT` for `DB_HOST`.
    private Address withPartner(String name, Address address) {
      if (address.port() != 0) return address;
      String partner = AddressKey.partner(name);
      String port = partner.isEmpty() ? null : variables.value(partner);
      if (port == null) return address;
      boolean number =
          !port.isEmpty() && port.length() < 6 && port.chars().allMatch(Character::isDigit);
      return address.withPort(number ? Integer.parseInt(port) : Address.OPEN);
    }

    private void arguments() {
      String flag = "";
      boolean waits = false;
      for (String field : List.of("command", "args"))
        for (Node item : container.node().items(field)) {
          if (!(item instanceof Scalar scalar)) continue;
          String text = variables.expand(scalar.text());
          boolean isFlag = text.startsWith("-") && text.indexOf(' ') < 0;
          int equals = isFlag ? text.indexOf('=') : -1;
          if (text.indexOf(' ') >= 0 || text.indexOf('\n') >= 0) {
            addAll("", scalar, Lines.ofScript(text), 0);
          } else if (equals > 0) {
            String key = text.substring(0, equals);
            addAll(key, scalar, Addresses.in(key, text.substring(equals + 1)), equals + 1);
          } else if (!isFlag) {
            addAll(flag, scalar, Addresses.in(waits ? "host" : flag, text), 0);
          }
          waits =
              text.contains("wait-for") || text.contains("wait_for") || text.equals("dockerize");
          flag = isFlag && equals < 0 ? text : "";
        }
    }

    private void addAll(String key, Scalar scalar, List<Address> addresses, int by) {
      for (Address address : addresses)
        add(Site.COMMAND, key, workload.object(), scalar, address.shifted(by), false);
    }

    private void probe(String field, @Nullable Probe probe) {
      if (probe == null) return;
      for (String handler : List.of("httpGet", "tcpSocket")) {
        Mapping node = probe.node().mapping(handler);
        Scalar host = node.scalar("host");
        if (host == null || !Hosts.isName(host.text())) continue;
        Scalar port = node.scalar("port");
        int number = port == null ? 0 : (int) port.integer().orElse(Address.OPEN);
        String scheme =
            handler.equals("httpGet")
                ? node.text("scheme").orElse("HTTP").toLowerCase(java.util.Locale.ROOT)
                : "";
        var address =
            new Address(Form.ADDRESS, scheme, host.text(), number, 0, host.text().length());
        add(Site.PROBE, field, workload.object(), host, address, false);
      }
    }

    private void files(ConfigRef ref) {
      ConfigMap map = lookup.configMap(workload.object(), ref.secret(), ref.name());
      if (map == null) return;
      Scalar named =
          ref.secret() ? ref.node().scalar(ref.node().has("name") ? "name" : "secretName") : null;
      if (ref.secret() && named == null) return;
      boolean bulk = ref.key().isEmpty() && map.texts().size() > 1 && shared.contains(map.object());
      map.texts()
          .forEach((key, text) -> {
            if (!ref.key().isEmpty() && !ref.key().equals(key)) return;
            KubeObject holder = named == null ? map.object() : workload.object();
            Scalar place = named == null ? text : named;
            for (Address address : files.computeIfAbsent(text, t -> file(key, t)))
              add(Site.FILE, key, holder, place, address, bulk);
          });
    }

    private static List<Address> file(String name, Scalar text) {
      return isProse(name) ? List.of() : Lines.ofFile(text.text());
    }

    /// Texts for people and browsers, and keys.
    private static boolean isProse(String name) {
      for (String ending :
          List.of(".md", ".html", ".css", ".txt", ".crt", ".pem", ".key", ".svg", ".rules"))
        if (name.endsWith(ending)) return true;
      return name.contains("dashboard") || name.contains("README") || name.contains("LICENSE");
    }

    private void add(
        Site site, String key, KubeObject holder, Scalar text, Address address, boolean bulk) {
      Destination destination = resolver.resolve(workload, site, address);
      if (destination == null) {
        boolean set = site != Site.FILE || Outside.isSet(text.text(), address);
        if (set && Outside.is(address))
          outside.add(new Outside(workload, site, key, holder, text, address, bulk));
        return;
      }
      // What stands there: the host, with its port if that is written beside it.
      int length = address.end() - address.start();
      String words = length > address.host().length() ? address.written() : address.host();
      boolean literal = text.text().startsWith(words, address.start());
      int start = literal ? address.start() : text.text().indexOf(words);
      found.add(
          new Reference(
              workload,
              container,
              site,
              key,
              holder,
              text,
              words.length() == length ? start : -1,
              address,
              bulk,
              destination));
    }
  }
}
