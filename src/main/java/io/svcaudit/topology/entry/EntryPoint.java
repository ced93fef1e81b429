package io.svcaudit.topology.entry;

import io.svcaudit.model.Address;
import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.Gateway;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Spot;
import io.svcaudit.topology.policy.Addresses;
import io.svcaudit.topology.policy.End;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A way by which connections from outside of the cluster get in.
public sealed interface EntryPoint {
  /// The object that opens it.
  KubeObject object();

  /// Where it is opened.
  Spot spot();

  /// A way to a Service.
  sealed interface ToService extends EntryPoint {
    Service service();

    /// How a client is kept at one Pod: `cookie`, `client address`; empty if it is not.
    String sticky();
  }

  /// A way that the Service itself opens.
  sealed interface OfService extends ToService {
    ServicePort port();

    /// Whom the Pods see at the other end.
    default End seen() {
      return new End.External(Addresses.ALL);
    }

    @Override
    default KubeObject object() {
      return service().object();
    }

    @Override
    default String sticky() {
      return Sticky.of(service());
    }
  }

  /// A port of every node; the API server chooses numbers that are not written.
  record NodePort(Service service, ServicePort port) implements OfService {
    /// Whether it only comes along with a load balancer, so that nobody is told of it: where that
    /// is internal, the nodes are.
    public boolean isByTheWay() {
      return service.type() == Service.Type.LOAD_BALANCER;
    }

    @Override
    public Spot spot() {
      return port.node().spotOf(port.nodePort().isPresent() ? "nodePort" : "port");
    }
  }

  /// @param internal whether only a private network reaches it
  /// @param sources the ranges of addresses that may connect; empty for all
  record LoadBalancer(Service service, ServicePort port, boolean internal, List<String> sources)
      implements OfService {
    public LoadBalancer {
      sources = List.copyOf(sources);
    }

    /// The ranges of addresses that Pods see connections from; empty for all: unless the Service
    /// keeps the addresses of its clients, they see those of nodes (kubernetes.io, Service,
    /// `externalTrafficPolicy`).
    public List<String> ranges() {
      boolean keeps = service.spec().text("externalTrafficPolicy").orElse("").equals("Local");
      return keeps ? sources.stream().filter(Address::isCidr).toList() : List.of();
    }

    @Override
    public End seen() {
      return ranges().stream()
          .flatMap(range -> Addresses.parse(range).stream())
          .reduce(Addresses::union)
          .map(End.External::new)
          .orElseGet(() -> new End.External(Addresses.ALL));
    }

    @Override
    public Spot spot() {
      return service.spec().spotOf("type");
    }
  }

  /// @param addresses never empty
  record ExternalIps(Service service, ServicePort port, List<String> addresses)
      implements OfService {
    public ExternalIps {
      addresses = List.copyOf(addresses);
    }

    @Override
    public Spot spot() {
      return service.spec().spotOf("externalIPs");
    }
  }

  /// A route that leads to a Service.
  ///
  /// @param object the Ingress, HTTPRoute, VirtualService …
  /// @param through the Gateways that it was seen to be attached to; may be empty
  /// @param host empty for every host
  /// @param path empty where paths do not count
  /// @param port as it is written, of the Service but for OpenShift's Routes; null if it is not
  ///   written
  /// @param http whether requests are read on the way, so that only HTTP passes
  /// @param field the path of the field that names the Service
  /// @param spot where the Service is named
  record Routed(
      Service service,
      KubeObject object,
      List<Gateway> through,
      String host,
      String path,
      @Nullable PortRef port,
      boolean http,
      String sticky,
      String field,
      Spot spot)
      implements ToService {
    public Routed {
      through = List.copyOf(through);
    }

    /// The ports of the Service that it leads to; empty if the Service has no such port.
    public List<ServicePort> ports() {
      if (port == null) return service.ports().size() == 1 ? service.ports() : List.of();
      return service.ports().stream().filter(this::isPort).toList();
    }

    private boolean isPort(ServicePort candidate) {
      return switch (port) {
        case PortRef.Named(String name, var _) -> candidate.name().equals(name);
        case PortRef.Numbered(long number, var _) ->
            number == candidate.port()
                || (object.kind().equals("Route")
                    && candidate.target() instanceof PortRef.Numbered(long target, var _)
                    && number == target);
        case null -> false;
      };
    }

    /// `shop.example.com/api`, `*/`, or the host alone where paths do not count.
    public String describe() {
      return (host.isEmpty() ? "*" : host) + path;
    }
  }

  /// A way to the Pods of a workload, around all Services.
  sealed interface ToPods extends EntryPoint {
    Workload workload();

    @Override
    default KubeObject object() {
      return workload().object();
    }
  }

  /// A port of the nodes that its Pods run on.
  ///
  /// @param number of the node
  /// @param address of the node; empty for all of its addresses
  record HostPort(
      Workload workload, Container container, ContainerPort port, long number, String address)
      implements ToPods {
    @Override
    public Spot spot() {
      return port.node().spotOf("hostPort");
    }
  }

  /// Every port that its Pods listen on is a port of their nodes.
  record HostNetwork(Workload workload) implements ToPods {
    @Override
    public Spot spot() {
      return workload.template().spec().spotOf("hostNetwork");
    }
  }
}
