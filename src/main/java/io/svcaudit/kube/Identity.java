package io.svcaudit.kube;

import java.util.List;
import java.util.Map;

/// Whom a request acts for (kubernetes.io, "User impersonation").
///
/// @param user empty for nobody but oneself
/// @param extra each key with its values
record Identity(String user, String uid, List<String> groups, Map<String, List<String>> extra) {
  static final Identity ONESELF = new Identity("", "", List.of(), Map.of());

  boolean isOneself() {
    return user.isEmpty() && uid.isEmpty() && groups.isEmpty() && extra.isEmpty();
  }
}
