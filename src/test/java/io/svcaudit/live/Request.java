package io.svcaudit.live;

/// A request that has been answered.
///
/// @param verb as in RBAC: `list`, or the HTTP method in lower case where the path is none of a
///   resource
/// @param resource as in RBAC: `deployments.apps`, `pods/log`; empty where there is none
/// @param namespace empty for all namespaces and where there is none
/// @param uri path and query
/// @param code the status of the answer
public record Request(String verb, String resource, String namespace, String uri, int code) {}
