package io.svcaudit.rules;

import io.svcaudit.rules.api.DuplicateKey;
import io.svcaudit.rules.api.ServiceApiRejects;
import io.svcaudit.rules.api.ServicePortNamesMissing;
import io.svcaudit.rules.api.TargetPortIsQuotedNumber;
import io.svcaudit.rules.autoscaling.HpaTargetMissing;
import io.svcaudit.rules.exposure.AdminConsoleExposed;
import io.svcaudit.rules.exposure.DatastoreExposedIngress;
import io.svcaudit.rules.exposure.DatastoreExposedLoadbalancer;
import io.svcaudit.rules.exposure.DatastoreExposedNodeport;
import io.svcaudit.rules.exposure.DebugPortExposed;
import io.svcaudit.rules.exposure.ExternalIpsUsed;
import io.svcaudit.rules.exposure.ExternalNameInternalLoop;
import io.svcaudit.rules.exposure.NodeportConflict;
import io.svcaudit.rules.exposure.NodeportOutOfRange;
import io.svcaudit.rules.ingress.IngressBackendPortMissing;
import io.svcaudit.rules.ingress.IngressBackendServiceMissing;
import io.svcaudit.rules.ingress.IngressHostPathConflict;
import io.svcaudit.rules.ingress.IngressWithoutTls;
import io.svcaudit.rules.live.CrashloopingBackend;
import io.svcaudit.rules.live.DnsBroken;
import io.svcaudit.rules.live.EndpointPortMissing;
import io.svcaudit.rules.live.EndpointsliceStale;
import io.svcaudit.rules.live.IngressWithoutAddress;
import io.svcaudit.rules.live.LoadbalancerPending;
import io.svcaudit.rules.live.LocalPolicyEmptyNodes;
import io.svcaudit.rules.live.NoReadyEndpoints;
import io.svcaudit.rules.live.OrphanedEndpointslice;
import io.svcaudit.rules.live.ReadyPodNotSelected;
import io.svcaudit.rules.live.SomeEndpointsNotReady;
import io.svcaudit.rules.live.TopologyHintsMissing;
import io.svcaudit.rules.policy.EgressForgetsDns;
import io.svcaudit.rules.policy.NetpolAndOrPitfall;
import io.svcaudit.rules.policy.NetpolEgressNotIsolated;
import io.svcaudit.rules.policy.NetpolIsolatesNeededPod;
import io.svcaudit.rules.policy.NetpolNamedPortUnresolved;
import io.svcaudit.rules.policy.NetpolPeerSelectsNothing;
import io.svcaudit.rules.policy.NetpolPortIsServicePort;
import io.svcaudit.rules.policy.NetpolSelectsNothing;
import io.svcaudit.rules.policy.NetpolWrongNamespaceLabel;
import io.svcaudit.rules.ports.HeadlessPortTranslation;
import io.svcaudit.rules.ports.TargetPortNameUnresolved;
import io.svcaudit.rules.ports.TargetPortNotDeclared;
import io.svcaudit.rules.ports.TargetPortProtocolMismatch;
import io.svcaudit.rules.probes.MissingReadinessProbe;
import io.svcaudit.rules.probes.ProbePortUnresolved;
import io.svcaudit.rules.probes.ReadinessEqualsLiveness;
import io.svcaudit.rules.selectors.SelectorlessServiceWithoutEndpoints;
import io.svcaudit.rules.selectors.ServiceMatchesAcrossWorkloads;
import io.svcaudit.rules.selectors.ServiceSelectorMatchesNothing;
import io.svcaudit.rules.selectors.ServiceSelectsJobPods;
import io.svcaudit.rules.statefulset.StatefulsetServiceNotHeadless;
import io.svcaudit.rules.statefulset.StatefulsetServiceSelectorMismatch;
import io.svcaudit.rules.statefulset.StatefulsetServicenameMissingService;
import io.svcaudit.topology.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Every rule there is.
public final class Rules {
  /// In the order of their names.
  public static final List<Rule> ALL =
      List.of(
          new AdminConsoleExposed(),
          new CrashloopingBackend(),
          new DatastoreExposedIngress(),
          new DatastoreExposedLoadbalancer(),
          new DatastoreExposedNodeport(),
          new DebugPortExposed(),
          new DnsBroken(),
          new DuplicateKey(),
          new EgressForgetsDns(),
          new EndpointPortMissing(),
          new EndpointsliceStale(),
          new ExternalIpsUsed(),
          new ExternalNameInternalLoop(),
          new HeadlessPortTranslation(),
          new HpaTargetMissing(),
          new IngressBackendPortMissing(),
          new IngressBackendServiceMissing(),
          new IngressHostPathConflict(),
          new IngressWithoutAddress(),
          new IngressWithoutTls(),
          new LoadbalancerPending(),
          new LocalPolicyEmptyNodes(),
          new MissingReadinessProbe(),
          new NetpolAndOrPitfall(),
          new NetpolEgressNotIsolated(),
          new NetpolIsolatesNeededPod(),
          new NetpolNamedPortUnresolved(),
          new NetpolPeerSelectsNothing(),
          new NetpolPortIsServicePort(),
          new NetpolSelectsNothing(),
          new NetpolWrongNamespaceLabel(),
          new NoReadyEndpoints(),
          new NodeportConflict(),
          new NodeportOutOfRange(),
          new OrphanedEndpointslice(),
          new ProbePortUnresolved(),
          new ReadinessEqualsLiveness(),
          new ReadyPodNotSelected(),
          new SelectorlessServiceWithoutEndpoints(),
          new ServiceApiRejects(),
          new ServiceMatchesAcrossWorkloads(),
          new ServicePortNamesMissing(),
          new ServiceSelectorMatchesNothing(),
          new ServiceSelectsJobPods(),
          new SomeEndpointsNotReady(),
          new StatefulsetServiceNotHeadless(),
          new StatefulsetServiceSelectorMismatch(),
          new StatefulsetServicenameMissingService(),
          new TargetPortIsQuotedNumber(),
          new TargetPortNameUnresolved(),
          new TargetPortNotDeclared(),
          new TargetPortProtocolMismatch(),
          new TopologyHintsMissing());

  /// What the audit itself reports; each has a page like a rule, but nothing to select or suppress.
  public static final List<String> OWN =
      List.of("internal-error", "suppression-without-reason", "unused-suppression");

  private Rules() {}

  /// The names of all rules.
  public static List<String> names() {
    return ALL.stream().map(Rule::name).toList();
  }

  /// What to say to someone who named a rule that does not exist.
  public static String suggestion(String name) {
    return Stream.concat(names().stream(), OWN.stream())
        .min(Comparator.comparingInt(rule -> EditDistance.between(rule, name)))
        .filter(rule -> EditDistance.between(rule, name) <= Math.max(3, name.length() / 3))
        .map("did you mean %s?"::formatted)
        .orElse("kubectl svc-audit rules lists them");
  }
}
