/// The cluster: kubeconfig, authentication, TLS, and lists read page by page. Nothing here can
/// write: there is no verb but GET.
@NullMarked
package io.svcaudit.kube;

import org.jspecify.annotations.NullMarked;
