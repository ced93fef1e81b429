# The image for CI: ghcr.io/svc-audit/svc-audit. It holds the executable of a release and what that is linked to.
#
#   mkdir -p target/container/amd64 && cp target/kubectl-svc_audit target/container/amd64/
#   docker build -t svc-audit . && docker run --rm -v "$PWD:/work:ro" svc-audit examples/broken-shop

# No distroless base has zlib.
FROM debian:bookworm-slim@sha256:7b140f374b289a7c2befc338f42ebe6441b7ea838a042bbd5acbfca6ec875818 AS libraries

FROM gcr.io/distroless/base-nossl-debian12:nonroot@sha256:be40c00dfabd86576d92666e87e406714d5618342de1a0c213ad232de255172e
ARG TARGETARCH
ARG VERSION=unknown
ARG REVISION=unknown

LABEL org.opencontainers.image.title="svc-audit" \
  org.opencontainers.image.description="Says what every Kubernetes Service really connects, and what is exposed or broken" \
  org.opencontainers.image.url="https://github.com/svc-audit/svc-audit" \
  org.opencontainers.image.source="https://github.com/svc-audit/svc-audit" \
  org.opencontainers.image.documentation="https://github.com/svc-audit/svc-audit#readme" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"

# /usr/lib is searched on all architectures.
COPY --from=libraries /usr/lib/*-linux-gnu/libz.so.1 /usr/lib/libz.so.1
COPY LICENSE /licenses/LICENSE
COPY --chmod=0755 target/container/${TARGETARCH}/kubectl-svc_audit /usr/local/bin/kubectl-svc_audit

USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/kubectl-svc_audit"]
CMD ["."]
