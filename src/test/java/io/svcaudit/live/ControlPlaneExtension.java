package io.svcaudit.live;

import io.svcaudit.built.OnPath;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Starts the control plane when the first test wants it; JUnit closes it after the last one.
final class ControlPlaneExtension implements ExecutionCondition, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(ControlPlaneExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<Assets> assets = Assets.find();
    if (assets.isEmpty())
      return ConditionEvaluationResult.disabled(
          "no control plane: set KUBEBUILDER_ASSETS, or run scripts/control-plane/build");
    if (needsControllers(context) && !assets.get().controllers())
      return ConditionEvaluationResult.disabled(
          "no kube-controller-manager in " + assets.get().folder());
    if (!OnPath.has("openssl"))
      return ConditionEvaluationResult.disabled("openssl is not on PATH: no certificates");
    return ConditionEvaluationResult.enabled("a control plane is there");
  }

  private static boolean needsControllers(ExtensionContext context) {
    var wish = context.getRequiredTestClass().getAnnotation(OnControlPlane.class);
    return wish == null || wish.controllers();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == ControlPlane.class || type == Kubelet.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ControlPlane plane =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
            .computeIfAbsent(
                ControlPlane.class,
                _ -> ControlPlane.start(Assets.find().orElseThrow()),
                ControlPlane.class);
    return parameter.getParameter().getType() == Kubelet.class ? plane.kubelet() : plane;
  }
}
