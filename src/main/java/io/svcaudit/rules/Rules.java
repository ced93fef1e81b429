package io.svcaudit.rules;

import io.svcaudit.rules.api.DuplicateKey;
import io.svcaudit.rules.api.ServiceApiRejects;
import io.svcaudit.rules.api.ServicePortNamesMissing;
import io.svcaudit.rules.api.TargetPortIsQuotedNumber;
import io.svcaudit.rules.autoscaling.HpaTargetMissing;
import io.svcaudit.rules.disruption.PdbBlocksEviction;
import io.svcaudit.rules.disruption.PdbOverlaps;
import io.svcaudit.rules.disruption.PdbSelectsNothing;
import io.svcaudit.rules.disruption.PdbSelectsSeveralWorkloads;
import io.svcaudit.rules.exposure.AdminConsoleExposed;
import io.svcaudit.rules.exposure.DatastoreExposedIngress;
import io.svcaudit.rules.exposure.DatastoreExposedLoadbalancer;
import io.svcaudit.rules.exposure.DatastoreExposedNodeport;
import io.svcaudit.rules.exposure.DebugPortExposed;
import io.svcaudit.rules.exposure.ExternalIpsUsed;
import io.svcaudit.rules.exposure.ExternalNameInternalLoop;
import io.svcaudit.rules.exposure.FrontendNotExposed;
import io.svcaudit.rules.exposure.GatewayExposesDatastore;
import io.svcaudit.rules.exposure.NodeportConflict;
import io.svcaudit.rules.exposure.NodeportForInternalService;
import io.svcaudit.rules.exposure.NodeportOutOfRange;
import io.svcaudit.rules.gateway.GatewayClassMissing;
import io.svcaudit.rules.gateway.GatewayListenerInvalid;
import io.svcaudit.rules.gateway.GrantTooBroad;
import io.svcaudit.rules.gateway.RouteBackendMissing;
import io.svcaudit.rules.gateway.RouteBackendPortMissing;
import io.svcaudit.rules.gateway.RouteConflict;
import io.svcaudit.rules.gateway.RouteHostnameMismatch;
import io.svcaudit.rules.gateway.RouteMissingReferenceGrant;
import io.svcaudit.rules.gateway.RouteNotAdmitted;
import io.svcaudit.rules.gateway.RouteParentMissing;
import io.svcaudit.rules.gateway.RouteProtocolMismatch;
import io.svcaudit.rules.gateway.RouteResolvedrefsFalse;
import io.svcaudit.rules.ingress.IngressBackendPortMissing;
import io.svcaudit.rules.ingress.IngressBackendServiceMissing;
import io.svcaudit.rules.ingress.IngressBlockedByNetworkpolicy;
import io.svcaudit.rules.ingress.IngressClassMissing;
import io.svcaudit.rules.ingress.IngressClassUnknown;
import io.svcaudit.rules.ingress.IngressHostPathConflict;
import io.svcaudit.rules.ingress.IngressPathShadowed;
import io.svcaudit.rules.ingress.IngressWithoutTls;
import io.svcaudit.rules.intent.ExpectationFailed;
import io.svcaudit.rules.intent.ExposureExceedsIntent;
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
import io.svcaudit.rules.policy.DatastoreWithoutNetpol;
import io.svcaudit.rules.policy.EgressAllowsMetadata;
import io.svcaudit.rules.policy.EgressForgetsDns;
import io.svcaudit.rules.policy.EgressToServiceIp;
import io.svcaudit.rules.policy.NamespaceWithoutDefaultDeny;
import io.svcaudit.rules.policy.NetpolAllowAll;
import io.svcaudit.rules.policy.NetpolAndOrPitfall;
import io.svcaudit.rules.policy.NetpolEgressNotIsolated;
import io.svcaudit.rules.policy.NetpolEndportInvalid;
import io.svcaudit.rules.policy.NetpolIpblockExceptOutside;
import io.svcaudit.rules.policy.NetpolIpblockPrivatePods;
import io.svcaudit.rules.policy.NetpolIsolatesNeededPod;
import io.svcaudit.rules.policy.NetpolNamedPortUnresolved;
import io.svcaudit.rules.policy.NetpolOnHostnetworkPod;
import io.svcaudit.rules.policy.NetpolPeerSelectsNothing;
import io.svcaudit.rules.policy.NetpolPolicytypesWithoutRules;
import io.svcaudit.rules.policy.NetpolPortIsServicePort;
import io.svcaudit.rules.policy.NetpolProtocolDefault;
import io.svcaudit.rules.policy.NetpolRedundant;
import io.svcaudit.rules.policy.NetpolSelectsNothing;
import io.svcaudit.rules.policy.NetpolWrongNamespaceLabel;
import io.svcaudit.rules.policy.PodNotIsolated;
import io.svcaudit.rules.ports.HeadlessPortTranslation;
import io.svcaudit.rules.ports.TargetPortNameUnresolved;
import io.svcaudit.rules.ports.TargetPortNotDeclared;
import io.svcaudit.rules.ports.TargetPortProtocolMismatch;
import io.svcaudit.rules.probes.MissingReadinessProbe;
import io.svcaudit.rules.probes.ProbePortUnresolved;
import io.svcaudit.rules.probes.ReadinessEqualsLiveness;
import io.svcaudit.rules.references.ClientEgressBlocked;
import io.svcaudit.rules.references.ClientEgressNoDns;
import io.svcaudit.rules.references.ReferenceByPodOrClusterIp;
import io.svcaudit.rules.references.ReferenceCrossesNamespaceShortName;
import io.svcaudit.rules.references.ReferenceProtocolMismatch;
import io.svcaudit.rules.references.ReferenceToBackendlessService;
import io.svcaudit.rules.references.ReferenceToLocalhostOfOtherWorkload;
import io.svcaudit.rules.references.ReferenceToMissingPort;
import io.svcaudit.rules.references.ReferenceToMissingService;
import io.svcaudit.rules.references.ReferenceWithoutPortSchemeDefaultMismatch;
import io.svcaudit.rules.references.ServiceLinkEnvCollision;
import io.svcaudit.rules.references.ServicemonitorMatchesNothing;
import io.svcaudit.rules.references.WebhookServiceMissing;
import io.svcaudit.rules.selectors.SelectorMismatchInWorkload;
import io.svcaudit.rules.selectors.SelectorlessServiceWithoutEndpoints;
import io.svcaudit.rules.selectors.ServiceMatchesAcrossWorkloads;
import io.svcaudit.rules.selectors.ServiceSelectorMatchesNothing;
import io.svcaudit.rules.selectors.ServiceSelectsJobPods;
import io.svcaudit.rules.selectors.WorkloadSelectorsOverlap;
import io.svcaudit.rules.statefulset.StatefulsetServiceNotHeadless;
import io.svcaudit.rules.statefulset.StatefulsetServiceSelectorMismatch;
import io.svcaudit.rules.statefulset.StatefulsetServicenameMissingService;
import io.svcaudit.rules.traffic.ExternalLocalInsufficientSpread;
import io.svcaudit.rules.traffic.InternalLocalOnClusterwideClient;
import io.svcaudit.rules.traffic.TrafficDistributionShadowed;
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
          new ClientEgressBlocked(),
          new ClientEgressNoDns(),
          new CrashloopingBackend(),
          new DatastoreExposedIngress(),
          new DatastoreExposedLoadbalancer(),
          new DatastoreExposedNodeport(),
          new DatastoreWithoutNetpol(),
          new DebugPortExposed(),
          new DnsBroken(),
          new DuplicateKey(),
          new EgressAllowsMetadata(),
          new EgressForgetsDns(),
          new EgressToServiceIp(),
          new EndpointPortMissing(),
          new EndpointsliceStale(),
          new ExpectationFailed(),
          new ExposureExceedsIntent(),
          new ExternalIpsUsed(),
          new ExternalLocalInsufficientSpread(),
          new ExternalNameInternalLoop(),
          new FrontendNotExposed(),
          new GatewayClassMissing(),
          new GatewayExposesDatastore(),
          new GatewayListenerInvalid(),
          new GrantTooBroad(),
          new HeadlessPortTranslation(),
          new HpaTargetMissing(),
          new IngressBackendPortMissing(),
          new IngressBackendServiceMissing(),
          new IngressBlockedByNetworkpolicy(),
          new IngressClassMissing(),
          new IngressClassUnknown(),
          new IngressHostPathConflict(),
          new IngressPathShadowed(),
          new IngressWithoutAddress(),
          new IngressWithoutTls(),
          new InternalLocalOnClusterwideClient(),
          new LoadbalancerPending(),
          new LocalPolicyEmptyNodes(),
          new MissingReadinessProbe(),
          new NamespaceWithoutDefaultDeny(),
          new NetpolAllowAll(),
          new NetpolAndOrPitfall(),
          new NetpolEgressNotIsolated(),
          new NetpolEndportInvalid(),
          new NetpolIpblockExceptOutside(),
          new NetpolIpblockPrivatePods(),
          new NetpolIsolatesNeededPod(),
          new NetpolNamedPortUnresolved(),
          new NetpolOnHostnetworkPod(),
          new NetpolPeerSelectsNothing(),
          new NetpolPolicytypesWithoutRules(),
          new NetpolPortIsServicePort(),
          new NetpolProtocolDefault(),
          new NetpolRedundant(),
          new NetpolSelectsNothing(),
          new NetpolWrongNamespaceLabel(),
          new NoReadyEndpoints(),
          new NodeportConflict(),
          new NodeportForInternalService(),
          new NodeportOutOfRange(),
          new OrphanedEndpointslice(),
          new PdbBlocksEviction(),
          new PdbOverlaps(),
          new PdbSelectsNothing(),
          new PdbSelectsSeveralWorkloads(),
          new PodNotIsolated(),
          new ProbePortUnresolved(),
          new ReadinessEqualsLiveness(),
          new ReadyPodNotSelected(),
          new ReferenceByPodOrClusterIp(),
          new ReferenceCrossesNamespaceShortName(),
          new ReferenceProtocolMismatch(),
          new ReferenceToBackendlessService(),
          new ReferenceToLocalhostOfOtherWorkload(),
          new ReferenceToMissingPort(),
          new ReferenceToMissingService(),
          new ReferenceWithoutPortSchemeDefaultMismatch(),
          new RouteBackendMissing(),
          new RouteBackendPortMissing(),
          new RouteConflict(),
          new RouteHostnameMismatch(),
          new RouteMissingReferenceGrant(),
          new RouteNotAdmitted(),
          new RouteParentMissing(),
          new RouteProtocolMismatch(),
          new RouteResolvedrefsFalse(),
          new SelectorMismatchInWorkload(),
          new SelectorlessServiceWithoutEndpoints(),
          new ServiceApiRejects(),
          new ServiceLinkEnvCollision(),
          new ServiceMatchesAcrossWorkloads(),
          new ServicePortNamesMissing(),
          new ServiceSelectorMatchesNothing(),
          new ServiceSelectsJobPods(),
          new ServicemonitorMatchesNothing(),
          new SomeEndpointsNotReady(),
          new StatefulsetServiceNotHeadless(),
          new StatefulsetServiceSelectorMismatch(),
          new StatefulsetServicenameMissingService(),
          new TargetPortIsQuotedNumber(),
          new TargetPortNameUnresolved(),
          new TargetPortNotDeclared(),
          new TargetPortProtocolMismatch(),
          new TopologyHintsMissing(),
          new TrafficDistributionShadowed(),
          new WebhookServiceMissing(),
          new WorkloadSelectorsOverlap());

  /// Those that run unless the user names others.
  public static final List<Rule> STANDARD = ALL.stream().filter(rule -> !rule.isOptIn()).toList();

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
