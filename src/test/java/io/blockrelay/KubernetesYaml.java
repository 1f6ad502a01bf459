package io.blockrelay;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Manifests to Kubernetes' own types, as strictly as its API server takes them. */
final class KubernetesYaml {
  private static final Map<String, HasMetadata> KINDS =
      Stream.of(
              new ConfigMap(),
              new Service(),
              new StatefulSet(),
              new Deployment(),
              new PodDisruptionBudget(),
              new NetworkPolicy(),
              new Namespace(),
              new Ingress(),
              new HorizontalPodAutoscaler(),
              new ServiceMonitor(),
              new PrometheusRule())
          .collect(Collectors.toMap(KubernetesYaml::type, Function.identity()));

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                  .build())
          .annotationIntrospector(new NoRoomForUnknownFields())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private KubernetesYaml() {}

  /** All documents of a text; whatever Kubernetes would not take is an exception. */
  static List<HasMetadata> read(String text) throws IOException {
    List<HasMetadata> resources = new ArrayList<>();
    for (JsonNode document :
        MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll()) {
      String type = document.path("apiVersion").asText() + " " + document.path("kind").asText();
      HasMetadata kind =
          Optional.ofNullable(KINDS.get(type))
              .orElseThrow(() -> new IOException("unknown type: " + type));
      resources.add(MAPPER.treeToValue(document, kind.getClass()));
    }
    return resources;
  }

  /** The resources of one type. */
  static <T extends HasMetadata> List<T> all(List<HasMetadata> resources, Class<T> type) {
    return resources.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The one of a type that has this name. */
  static <T extends HasMetadata> T named(List<HasMetadata> resources, Class<T> type, String name) {
    return all(resources, type).stream()
        .filter(resource -> resource.getMetadata().getName().equals(name))
        .collect(
            Collectors.collectingAndThen(Collectors.toList(), found -> only(found, type, name)));
  }

  private static <T> T only(List<T> found, Class<T> type, String name) {
    if (found.size() != 1) {
      throw new AssertionError(
          found.size() + " of kind " + type.getSimpleName() + " have the name " + name);
    }
    return found.get(0);
  }

  /** A document that is none of Kubernetes', such as a kustomization. */
  static JsonNode tree(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  private static String type(HasMetadata resource) {
    return resource.getApiVersion() + " " + resource.getKind();
  }

  /** The model's classes collect what they do not know; here it has to be an error. */
  private static final class NoRoomForUnknownFields extends JacksonAnnotationIntrospector {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated a) {
      return false;
    }
  }
}
