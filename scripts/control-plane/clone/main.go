// clone multiplies the namespaces that load made, by writing copies of their objects straight into
// etcd: a template, real in every field, costs the API server once and then microseconds a copy.
// Copies get their own namespace, uids, pod IPs and cluster IPs. Only etcd may run meanwhile: the others
// would take half-written copies for broken. scripts/load-cluster sees to it.
//
//	clone -etcd http://127.0.0.1:PORT [-copies 24] [-match load-00]
package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"flag"
	"fmt"
	"log"
	"net/netip"
	"regexp"
	"strings"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/scheme"
)

var kinds = []string{"namespaces", "serviceaccounts", "configmaps", "services/specs", "services/endpoints",
	"endpointslices", "deployments", "replicasets", "pods"}

func main() {
	etcd := flag.String("etcd", "", "etcd's client URL")
	copies := flag.Int("copies", 24, "copies of each matching namespace")
	first := flag.Int("first", 1, "number of the first copy")
	match := flag.String("match", "load-00", "prefix of the namespaces to copy")
	flag.Parse()
	ctx, start := context.Background(), time.Now()
	c, err := clientv3.New(clientv3.Config{Endpoints: []string{*etcd}, MaxCallSendMsgSize: 64 << 20, MaxCallRecvMsgSize: 1 << 30})
	check(err)
	codec := protobuf.NewSerializer(scheme.Scheme, scheme.Scheme)

	type item struct {
		key string
		obj runtime.Object
	}
	var items []item
	for _, k := range kinds {
		prefix := "/registry/" + k + "/" + *match
		r, err := c.Get(ctx, prefix, clientv3.WithPrefix())
		check(err)
		for _, kv := range r.Kvs {
			obj, _, err := codec.Decode(kv.Value, nil, nil)
			check(err)
			items = append(items, item{string(kv.Key), obj})
		}
	}
	log.Printf("%d objects read, %.1fs", len(items), time.Since(start).Seconds())

	ns := regexp.MustCompile(regexp.QuoteMeta(*match) + `[0-9a-z-]*`)
	n, bytesOut := 0, 0
	var ops []clientv3.Op
	put := func(key string, o runtime.Object) {
		var b bytes.Buffer
		check(codec.Encode(o, &b))
		ops = append(ops, clientv3.OpPut(key, b.String()))
		n, bytesOut = n+1, bytesOut+b.Len()
	}
	flush := func(min int) {
		if len(ops) > min {
			_, err := c.Txn(ctx).Then(ops...).Commit()
			check(err)
			ops = ops[:0]
		}
	}
	used := map[string]bool{}
	r, err := c.Get(ctx, "/registry/ipaddresses/", clientv3.WithPrefix(), clientv3.WithKeysOnly())
	check(err)
	for _, kv := range r.Kvs {
		used[strings.TrimPrefix(string(kv.Key), "/registry/ipaddresses/")] = true
	}
	for i := *first; i < *first+*copies; i++ {
		serviceIP := map[string]string{}
		for _, it := range items {
			o := it.obj.DeepCopyObject()
			m, err := meta.Accessor(o)
			check(err)
			uid := func(u types.UID) types.UID {
				if u == "" {
					return u
				}
				s := fmt.Sprintf("%x", sha256.Sum256([]byte(fmt.Sprint(u, i))))
				return types.UID(s[:8] + "-" + s[8:12] + "-4" + s[13:16] + "-a" + s[17:20] + "-" + s[20:32])
			}
			ip := func(s string) string {
				a, err := netip.ParseAddr(s)
				if err != nil || !a.Is4() { // "None"
					return s
				}
				b := a.As4()
				v := binary.BigEndian.Uint32(b[:])
				if b[1] >= 128 { // a pod's, in 10.128.0.0/9: the same one of the i-th next 4,096 addresses
					binary.BigEndian.PutUint32(b[:], v+uint32(i)*4096)
					return netip.AddrFrom4(b).String()
				}
				for serviceIP[s] == "" { // a service's, in 10.96.0.0/12: a free one
					v = v&^0xfffff | (v+4099)&0xfffff
					binary.BigEndian.PutUint32(b[:], v)
					if n := netip.AddrFrom4(b).String(); !used[n] {
						serviceIP[s], used[n] = n, true
					}
				}
				return serviceIP[s]
			}
			newNS := func(s string) string { return fmt.Sprintf("%s-c%d", s, i) }
			m.SetUID(uid(m.GetUID()))
			if m.GetNamespace() != "" {
				m.SetNamespace(newNS(m.GetNamespace()))
			}
			refs := m.GetOwnerReferences()
			for j := range refs {
				refs[j].UID = uid(refs[j].UID)
			}
			m.SetOwnerReferences(refs)
			switch o := o.(type) {
			case *corev1.Namespace:
				o.Name = newNS(o.Name)
				o.Labels["kubernetes.io/metadata.name"] = o.Name
			case *corev1.Pod:
				o.Status.PodIP = ip(o.Status.PodIP)
				for j := range o.Status.PodIPs {
					o.Status.PodIPs[j].IP = ip(o.Status.PodIPs[j].IP)
				}
			case *corev1.Service:
				o.Spec.ClusterIP = ip(o.Spec.ClusterIP)
				for j := range o.Spec.ClusterIPs {
					o.Spec.ClusterIPs[j] = ip(o.Spec.ClusterIPs[j])
					a := &networkingv1.IPAddress{}
					a.APIVersion, a.Kind = "networking.k8s.io/v1", "IPAddress"
					a.Name, a.UID, a.CreationTimestamp = o.Spec.ClusterIPs[j], uid(types.UID(o.Name+o.Namespace)), o.CreationTimestamp
					a.Labels = map[string]string{"ipaddress.kubernetes.io/ip-family": "IPv4", "ipaddress.kubernetes.io/managed-by": "ipallocator.k8s.io"}
					a.Spec.ParentRef = &networkingv1.ParentReference{Resource: "services", Name: o.Name, Namespace: o.Namespace}
					put("/registry/ipaddresses/"+a.Name, a)
				}
			case *corev1.Endpoints:
				for _, s := range o.Subsets {
					for j := range s.Addresses {
						a := &s.Addresses[j]
						a.IP, a.TargetRef.UID, a.TargetRef.Namespace = ip(a.IP), uid(a.TargetRef.UID), m.GetNamespace()
					}
				}
			case *discoveryv1.EndpointSlice:
				for j := range o.Endpoints {
					e := &o.Endpoints[j]
					e.TargetRef.UID, e.TargetRef.Namespace = uid(e.TargetRef.UID), m.GetNamespace()
					for l := range e.Addresses {
						e.Addresses[l] = ip(e.Addresses[l])
					}
				}
			}
			loc := ns.FindStringIndex(it.key)
			put(strings.Join([]string{it.key[:loc[0]], newNS(it.key[loc[0]:loc[1]]), it.key[loc[1]:]}, ""), o)
			flush(100)
		}
	}
	flush(0)
	log.Printf("%d objects, %.1f MB written after %.1fs", n, float64(bytesOut)/1e6, time.Since(start).Seconds())
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
