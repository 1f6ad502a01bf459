package io.blockrelay;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the resources of {@code k8s/base} come from. */
enum Manifests {
  /** The files, put together here: needs nothing but the repository. */
  AS_WRITTEN {
    @Override
    List<HasMetadata> load() throws IOException {
      List<HasMetadata> resources = new ArrayList<>();
      for (JsonNode resource : kustomization(BASE).path("resources")) {
        Path path = BASE.resolve(resource.textValue()).normalize();
        if (Files.isDirectory(path)) {
          resources.add(generated(path));
        } else {
          resources.addAll(KubernetesYaml.read(Files.readString(path)));
        }
      }
      return resources;
    }
  },

  /** What kustomize makes of them, where there is one on the PATH. */
  RENDERED {
    @Override
    List<HasMetadata> load() throws IOException {
      return Kustomize.render(BASE);
    }
  };

  static final Path BASE = Path.of("k8s/base");

  abstract List<HasMetadata> load() throws IOException;

  static JsonNode kustomization(Path directory) throws IOException {
    return KubernetesYaml.tree(Files.readString(directory.resolve("kustomization.yaml")));
  }

  /** The one ConfigMap that a kustomization generates from files beside it. */
  private static ConfigMap generated(Path directory) throws IOException {
    JsonNode generator = kustomization(directory).path("configMapGenerator").path(0);
    ConfigMapBuilder map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(generator.path("name").textValue())
            .endMetadata();
    for (JsonNode file : generator.path("files")) {
      map.addToData(file.textValue(), Files.readString(directory.resolve(file.textValue())));
    }
    return map.build();
  }
}
