FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml .
COPY conf conf
COPY src src
# Tests ran before anybody builds an image; here they would need more than an image build should have. The cache
# keeps what Maven downloads for the next build.
RUN --mount=type=cache,target=/m2 mvn -B -q -Dmaven.repo.local=/m2 -Dmaven.test.skip=true package
# Java remembers for 30 seconds what DNS said, and for 10 that it knew nothing. Nodes that start at the same time
# would miss each other: each asks when the others' addresses are not yet known.
RUN printf 'networkaddress.cache.ttl=1\nnetworkaddress.cache.negative.ttl=0\n' > target/dns.security

FROM eclipse-temurin:17-jre
COPY --from=build /src/target/blockrelay.jar /src/target/dns.security /opt/blockrelay/
# A number, so that Kubernetes can see that it is not root's.
USER 10001:10001
# Clients, Hazelcast, the event bus, health.
EXPOSE 5000 5701 5702 9000
# Half of the memory is the heap: network buffers may take as much beside it. G1 is named because the JVM takes
# the serial collector, with its longer pauses, in a container that it finds small.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError", "-Djava.security.properties=/opt/blockrelay/dns.security", "-jar", "/opt/blockrelay/blockrelay.jar"]
