package io.svcaudit.live;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test class that needs a real control plane: its constructor or its methods take the
/// [ControlPlane], or the [Kubelet] of it, as a parameter. All classes share one, so each test has
/// its own [ControlPlane#namespace()] and its own users; it is left out where there is none.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(ControlPlaneExtension.class)
public @interface OnControlPlane {
  /// Whether it needs controllers, which make Pods and EndpointSlices. A stock folder of envtest
  /// has none.
  boolean controllers() default true;
}
