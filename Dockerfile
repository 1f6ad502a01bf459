FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml .
COPY conf conf
COPY src/main src/main
# Tests ran before anybody builds an image; here they would need more than an image build should have. The cache
# keeps what Maven downloads for the next build.
RUN --mount=type=cache,target=/m2 mvn -B -q -Dmaven.repo.local=/m2 -Dmaven.test.skip=true package

FROM eclipse-temurin:17-jre
COPY --from=build /src/target/blockrelay.jar /opt/blockrelay/
# Here and not in the other stage: the archive is of use to the same Java only, and to the jar where it is.
RUN --mount=type=bind,from=build,source=/src/src/main/docker,target=/docker /docker/archive-classes /opt/blockrelay
# A number, so that Kubernetes can see that it is not root's.
USER 10001:10001
# Clients, Hazelcast, the event bus, health.
EXPOSE 5000 5701 5702 9000
# So that the health check knows where to ask.
ENV BLOCKRELAY_OPERATIONS_PORT=9000
# Whether it answers, not whether it is ready: who restarts unhealthy containers must not restart one that waits for
# its upstream and keeps its clients meanwhile. Kubernetes has probes of its own and leaves this alone.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
  CMD ["java", "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:SharedArchiveFile=/opt/blockrelay/blockrelay.jsa", "-jar", "/opt/blockrelay/blockrelay.jar", "health", "--live"]
# Half of the memory is the heap: network buffers may take as much beside it. G1 is named because the JVM takes
# the serial collector, with its longer pauses, in a container that it finds small. JAVA_TOOL_OPTIONS adds to these.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError", "-XX:SharedArchiveFile=/opt/blockrelay/blockrelay.jsa", "-jar", "/opt/blockrelay/blockrelay.jar"]
