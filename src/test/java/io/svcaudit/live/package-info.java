/// Tests on a real control plane: etcd, API server and controllers, with the kubelet played by
/// [Kubelet].
@NullMarked
package io.svcaudit.live;

import org.jspecify.annotations.NullMarked;
