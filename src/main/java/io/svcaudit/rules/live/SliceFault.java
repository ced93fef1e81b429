package io.svcaudit.rules.live;

import io.svcaudit.model.Condition;
import io.svcaudit.model.Container;
import io.svcaudit.model.EndpointSlice;
import io.svcaudit.model.EndpointSlice.Endpoint;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Service;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where an EndpointSlice and a Pod disagree.
///
/// @param sure certain only where the clock shows that the controller had its time
record SliceFault(Span span, String what, KubeObject object, Confidence sure) {

  /// An endpoint whose Pod is not there. Nobody knows since when; while Pods of the Service come
  /// and go it says nothing.
  static @Nullable SliceFault gone(
      EndpointSlice slice, Endpoint endpoint, List<LivePod> selected, Instant at) {
    boolean moving =
        endpoint.terminating()
            || !Age.isOver(Age.SETTLING, slice.object().created(), at)
            || selected.stream()
                .anyMatch(pod ->
                    pod.terminating() || !Age.isOver(Age.SETTLING, pod.object().created(), at));
    return moving ? null : at(slice, endpoint, "Pod %s is gone", Confidence.MEDIUM);
  }

  /// An endpoint that is not what its Pod is; null if it is.
  static @Nullable SliceFault of(
      Service service, EndpointSlice slice, Endpoint endpoint, LivePod pod, Instant at) {
    if (endpoint.terminating() || pod.terminating()) return null;
    String uid = pod.object().uid().orElse("");
    if (!uid.isEmpty() && !endpoint.podUid().isEmpty() && !uid.equals(endpoint.podUid()))
      return isSettled(pod, at)
          ? at(slice, endpoint, "another Pod is called %s now", Confidence.CERTAIN)
          : null;
    boolean elsewhere =
        !pod.ips().isEmpty() && endpoint.addresses().stream().noneMatch(pod.ips()::contains);
    if (elsewhere)
      return isReadySince(pod, at)
          ? at(slice, endpoint, "Pod %s has another address", Confidence.CERTAIN)
          : null;
    // Labels and selectors carry no time.
    boolean selected = pod.matches(service.selector());
    return selected || !isSettled(pod, at)
        ? null
        : at(slice, endpoint, "Pod %s does not have the labels", Confidence.MEDIUM);
  }

  private static boolean isSettled(LivePod pod, Instant at) {
    return Age.isOver(Age.READING, pod.object().created(), at);
  }

  private static SliceFault at(
      EndpointSlice slice, Endpoint endpoint, String what, Confidence sure) {
    return new SliceFault(
        endpoint.node().spanOf("targetRef"), what.formatted(endpoint.pod()), slice.object(), sure);
  }

  /// A ready Pod that no slice has; null if one has it, or if it may come.
  ///
  /// @param listed the names of the Pods that the slices have
  static @Nullable SliceFault missing(
      Service service, Set<String> listed, LivePod pod, Instant at) {
    if (listed.contains(pod.object().name())
        || !Backends.isReady(pod)
        || pod.node().isEmpty()
        || !isReadySince(pod, at)) return null;
    List<String> families = Container.strings(service.spec(), "ipFamilies");
    boolean reachable =
        pod.ips().stream()
            .anyMatch(
                ip -> families.isEmpty() || families.contains(ip.contains(":") ? "IPv6" : "IPv4"));
    return reachable
        ? new SliceFault(
            pod.object().nameSpan(),
            "is ready and in no EndpointSlice",
            pod.object(),
            Confidence.HIGH)
        : null;
  }

  private static boolean isReadySince(LivePod pod, Instant at) {
    Optional<Instant> since = pod.condition("Ready").flatMap(Condition::since);
    return pod.ready() && Age.isOver(Age.READING, since, at);
  }
}
