// Prints how the API server writes the kinds that an audit lists in protobuf, as the tags of the Go types of its API say:
// the table in src/main/resources/svc-audit/api-messages.txt, whose first lines explain it.
package main

import (
	"fmt"
	"os"
	"reflect"
	"sort"
	"strings"

	admissionregistration "k8s.io/api/admissionregistration/v1"
	apps "k8s.io/api/apps/v1"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
)

var kinds = []struct {
	apiVersion string
	object     any
}{
	{"v1", core.ConfigMap{}},
	{"v1", core.Namespace{}},
	{"v1", core.Node{}},
	{"v1", core.Pod{}},
	{"v1", core.ReplicationController{}},
	{"v1", core.Service{}},
	{"admissionregistration.k8s.io/v1", admissionregistration.MutatingWebhookConfiguration{}},
	{"admissionregistration.k8s.io/v1", admissionregistration.ValidatingWebhookConfiguration{}},
	{"apiextensions.k8s.io/v1", apiextensions.CustomResourceDefinition{}},
	{"apiregistration.k8s.io/v1", apiregistration.APIService{}},
	{"apps/v1", apps.DaemonSet{}},
	{"apps/v1", apps.Deployment{}},
	{"apps/v1", apps.ReplicaSet{}},
	{"apps/v1", apps.StatefulSet{}},
	{"autoscaling/v1", autoscalingv1.HorizontalPodAutoscaler{}},
	{"autoscaling/v2", autoscalingv2.HorizontalPodAutoscaler{}},
	{"batch/v1", batch.CronJob{}},
	{"batch/v1", batch.Job{}},
	{"discovery.k8s.io/v1", discovery.EndpointSlice{}},
	{"networking.k8s.io/v1", networking.Ingress{}},
	{"networking.k8s.io/v1", networking.IngressClass{}},
	{"networking.k8s.io/v1", networking.NetworkPolicy{}},
	{"policy/v1", policy.PodDisruptionBudget{}},
}

// What an audit never reads, and what would need half of the table: schemas, volumes of Pods, who changed what.
var leftOut = map[reflect.Type]bool{
	reflect.TypeFor[meta.ManagedFieldsEntry]():                       true,
	reflect.TypeFor[apiextensions.CustomResourceDefinitionVersion](): true,
	reflect.TypeFor[apiextensions.CustomResourceDefinitionStatus]():  true,
	reflect.TypeFor[core.Affinity]():                                 true,
	reflect.TypeFor[core.PodSecurityContext]():                       true,
	reflect.TypeFor[core.SecurityContext]():                          true,
	reflect.TypeFor[core.NodeSystemInfo]():                           true,
	reflect.TypeFor[core.NodeConfigStatus]():                         true,
	reflect.TypeFor[core.ContainerImage]():                           true,
}

// These write themselves as one value.
var values = map[reflect.Type]string{
	reflect.TypeFor[meta.Time]():          "time",
	reflect.TypeFor[meta.MicroTime]():     "microtime",
	reflect.TypeFor[resource.Quantity]():  "quantity",
	reflect.TypeFor[intstr.IntOrString](): "intorstring",
}

var (
	numbers  = map[reflect.Type]int{}
	messages []reflect.Type
)

func number(message reflect.Type) int {
	known, ok := numbers[message]
	if !ok {
		known = len(messages)
		numbers[message] = known
		messages = append(messages, message)
	}
	return known
}

// typeOf returns how a value is written; empty for what is left out.
func typeOf(of reflect.Type) string {
	if leftOut[of] {
		return ""
	}
	if value, ok := values[of]; ok {
		return value
	}
	switch of.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "bool"
	case reflect.Int32, reflect.Int64:
		return "int"
	case reflect.Struct:
		return fmt.Sprint(number(of))
	case reflect.Slice:
		if of.Elem().Kind() == reflect.Uint8 {
			return "bytes"
		}
	}
	fmt.Fprintln(os.Stderr, "error: no way to write", of)
	os.Exit(1)
	return ""
}

func line(message reflect.Type) string {
	var fields []string
	for i := range message.NumField() {
		field := message.Field(i)
		tag := strings.Split(field.Tag.Get("protobuf"), ",")
		if len(tag) < 2 {
			continue
		}
		json := strings.Split(field.Tag.Get("json"), ",")
		options := map[string]bool{}
		for _, option := range json[1:] {
			options[option] = true
		}
		of, marks, pointer := field.Type, "", false
		if of.Kind() == reflect.Pointer {
			of, pointer = of.Elem(), true
		}
		switch {
		case options["inline"]:
			marks = "<"
		case of.Kind() == reflect.Map:
			of, marks = of.Elem(), "%"
		case of.Kind() == reflect.Slice && of.Elem().Kind() != reflect.Uint8:
			of, marks = of.Elem(), "*"
		case !pointer && (options["omitzero"] || options["omitempty"] && of.Kind() != reflect.Struct):
			marks = "?"
		}
		if value := typeOf(of); value != "" {
			fields = append(fields, fmt.Sprintf("%s:%s:%s%s", tag[1], json[0], value, marks))
		}
	}
	return strings.Join(append([]string{message.Name()}, fields...), " ")
}

func main() {
	fmt.Print(`# How an API server writes objects in protobuf; scripts/control-plane/messages prints this.
# KIND apiVersion message, then the messages, numbered from 0: their name and for each field its number, its name in JSON, and
# its type: a scalar, or the number of a message; with < for one whose fields JSON has in its place, * for a list, % for a mapping
# with keys that are strings, and ? where JSON leaves out a value that is zero.
`)
	sort.SliceStable(kinds, func(i, j int) bool { return kinds[i].apiVersion < kinds[j].apiVersion })
	for _, kind := range kinds {
		object := reflect.TypeOf(kind.object)
		fmt.Println(object.Name(), kind.apiVersion, number(object))
	}
	fmt.Println()
	for i := 0; i < len(messages); i++ {
		fmt.Println(line(messages[i]))
	}
}
