package io.svcaudit.topology.trace;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import java.util.List;
import java.util.Optional;

/// What is connected to.
public sealed interface Goal {
  /// As the user would write it.
  String name();

  /// What it is about; of a route one of the Services that it leads to.
  KubeObject object();

  /// A Service.
  ///
  /// @param port number or name as the user wrote it; empty to take what the client is configured
  ///   with, or the only one
  record OfService(Service service, Optional<String> port) implements Goal {
    @Override
    public String name() {
      return service.object().name();
    }

    @Override
    public KubeObject object() {
      return service.object();
    }
  }

  /// The Pods of a workload, by their own addresses.
  ///
  /// @param port number or name as the user wrote it; empty to take the only one
  record OfPods(Workload workload, Optional<String> port) implements Goal {
    @Override
    public String name() {
      return workload.object().name();
    }

    @Override
    public KubeObject object() {
      return workload.object();
    }
  }

  /// A path that nothing takes, of a host that is served.
  ///
  /// @param host lower case
  /// @param path begins with a slash
  /// @param object a route of the host
  record Untaken(String host, String path, KubeObject object) implements Goal {
    @Override
    public String name() {
      return host + path;
    }
  }

  /// What a host and path lead to.
  ///
  /// @param host lower case
  /// @param path begins with a slash
  /// @param services where routes of this host and path lead; never empty
  record OfRoute(String host, String path, List<Service> services) implements Goal {
    public OfRoute {
      services = List.copyOf(services);
    }

    @Override
    public String name() {
      return host + path;
    }

    @Override
    public KubeObject object() {
      return services.getFirst().object();
    }
  }
}
