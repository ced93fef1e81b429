package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "apiVersion: v1\nkind: Service\nmetadata: {name: pzoo}\n",
        "apiVersion: v1\nkind: Service\nmetadata: {name: whereami}\nspec: {type: ClusterIP}\n",
        "apiVersion: v1\nkind: Service\nspec: {selector: {a: b}, ports: [{$patch: delete}]}\n",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n$patch: delete\n",
        "apiVersion: apps/v1\nkind: StatefulSet\nspec: {replicas: 0}\n",
        "apiVersion: apps/v1\nkind: StatefulSet\nspec: {selector: {a: b}, replicas: 0}\n",
        """
        apiVersion: apps/v1
        kind: Deployment
        spec: {template: {spec: {containers: [{name: a}]}}}
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        spec: {template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}}
        """,
        """
        apiVersion: apps/v1
        kind: DaemonSet
        spec: {template: {metadata: {labels: {a: b}}, spec: {nodeSelector: {c: d}}}}
        """,
        "apiVersion: batch/v1\nkind: CronJob\nspec: {schedule: '* * * * *'}\n",
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec: {minReplicas: 2}\n",
      })
  void patches(String text) {
    assertThat(Fragments.isFragment((Mapping) Trees.root(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apiVersion: v1\nkind: Service\nspec: {ports: [{port: 80}]}\n",
        "apiVersion: v1\nkind: Service\nspec: {selector: {a: b}}\n",
        "apiVersion: v1\nkind: Service\nspec: {type: ExternalName, externalName: x.y}\n",
        "apiVersion: v1\nkind: Service\nspec: {clusterIP: None}\n",
        "apiVersion: v1\nkind: ConfigMap\ndata: {$patch: delete}\n",
        "apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {template: {}}\n",
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        spec: {scaleTargetRef: {kind: Deployment, name: a}}
        """,
        // A selector says that it is meant to be whole; what is missing is for the rules to say.
        """
        apiVersion: apps/v1
        kind: Deployment
        spec: {selector: {matchLabels: {a: b}}, template: {spec: {containers: [{name: a}]}}}
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        spec: {template: {metadata: {labels: {a: b}}, spec: {containers: [{image: c}]}}}
        """,
        "apiVersion: batch/v1\nkind: Job\nspec: {template: {spec: {containers: [{image: c}]}}}\n",
      })
  void wholeObjects(String text) {
    assertThat(Fragments.isFragment((Mapping) Trees.root(text))).isFalse();
  }
}
