package io.svcaudit.topology.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.NetworkPolicy.Rule;
import java.util.Optional;

/// What one entry of a policy lets through.
///
/// @param peer the one that the other end meets; empty if the rule admits everyone
/// @param port empty if the rule admits all ports
/// @param connections which ones; not empty
/// @param doubt why it may not hold, a clause; empty if it surely does
public record Admission(
    NetworkPolicy policy,
    Rule rule,
    Optional<Peer> peer,
    Optional<Port> port,
    Connections connections,
    Optional<String> doubt) {}
