package io.svcaudit.suggest.policy;

import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Workload;

/// A connection that the policies of one end have to admit.
///
/// @param of whose policies
/// @param port of the end that is connected to
/// @param reason a line for the reader
record Need(Workload of, Direction direction, Party other, SuggestedPort port, String reason) {}
