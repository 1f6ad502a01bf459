package io.blockrelay;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** The arrows between the packages; the README draws them. */
@AnalyzeClasses(packages = "io.blockrelay", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule MODEL = mayUseOnly("model");

  @ArchTest static final ArchRule PROTOCOL = mayUseOnly("protocol", "model");

  @ArchTest static final ArchRule READS = mayUseOnly("reads", "protocol");

  @ArchTest static final ArchRule HISTORY = mayUseOnly("history", "model");

  @ArchTest static final ArchRule BUS = mayUseOnly("bus", "history", "model");

  @ArchTest static final ArchRule CLUSTER = mayUseOnly("cluster", "model");

  @ArchTest static final ArchRule REGISTRY = mayUseOnly("registry", "cluster", "model");

  @ArchTest
  static final ArchRule INGEST =
      mayUseOnly("ingest", "protocol", "reads", "bus", "history", "registry", "model");

  @ArchTest
  static final ArchRule EDGE =
      mayUseOnly("edge", "protocol", "reads", "bus", "history", "registry", "ops", "model");

  @ArchTest static final ArchRule OPS = mayUseOnly("ops", "model");

  @ArchTest static final ArchRule DEVNET = mayUseOnly("devnet");

  /** It knows a relay from outside only; the validator it drives itself. */
  @ArchTest static final ArchRule BENCH = mayUseOnly("bench", "devnet");

  @ArchTest
  static final ArchRule NO_CHAIN_KNOWS_ANOTHER =
      slices()
          .matching("io.blockrelay.protocol.(*)..")
          .should()
          .notDependOnEachOther()
          // Not a chain, but what two of them have in common.
          .ignoreDependency(
              resideInAPackage("io.blockrelay.protocol.."),
              resideInAPackage("io.blockrelay.protocol.jsonrpc.."));

  @ArchTest
  static final ArchRule ONLY_THE_ROOT_NAMES_A_CHAIN =
      noClasses()
          .that(resideInAPackage("io.blockrelay.."))
          .and()
          .resideOutsideOfPackages("io.blockrelay", "io.blockrelay.protocol.(*)..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.blockrelay.protocol.(*).."));

  @ArchTest
  static final ArchRule ONLY_CLUSTER_NAMES_HAZELCAST =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.blockrelay.cluster")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster.hazelcast.."));

  /** Text in, actions out: no sockets, no timers, no threads, no clock. */
  @ArchTest
  static final ArchRule PROTOCOLS_DO_NO_IO =
      classes()
          .that(resideInAPackage("io.blockrelay.protocol.."))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "io.blockrelay.protocol..",
                      "io.blockrelay.model..",
                      "io.vertx.core.buffer..",
                      "io.vertx.core.internal.buffer..",
                      "io.netty.buffer..",
                      "com.fasterxml.jackson.core..",
                      "org.jspecify..",
                      "java.lang..",
                      "java.util..",
                      "java.io",
                      "java.time",
                      "java.math",
                      "java.nio.charset",
                      "org.bouncycastle.crypto..",
                      "java.net")
                  .or(assignableTo(Future.class))
                  .or(assignableTo(Promise.class))
                  .or(assignableTo(CompositeFuture.class)));

  private static ArchRule mayUseOnly(String name, String... others) {
    String[] allowed = new String[others.length + 1];
    for (int i = 0; i < others.length; i++) {
      allowed[i] = others[i].equals("protocol") ? "io.blockrelay.protocol" : ours(others[i]);
    }
    allowed[others.length] = ours(name);
    return classes()
        .that(resideInAPackage(ours(name)))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(not(resideInAPackage(ours("")))));
  }

  private static String ours(String name) {
    return name.isEmpty() ? "io.blockrelay.." : "io.blockrelay." + name + "..";
  }
}
