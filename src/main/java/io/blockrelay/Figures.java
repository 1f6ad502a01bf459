package io.blockrelay;

import io.blockrelay.ops.MetricNames;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;

/** Gauges and counters that are read when somebody asks for them. Safe for any thread. */
final class Figures {
  private final Map<MetricNames, List<Figure>> all = new EnumMap<>(MetricNames.class);

  private record Figure(DoubleSupplier value, List<String> labels) {}

  Figures(PrometheusRegistry registry) {
    for (MetricNames name : MetricNames.values()) {
      if (name.type() != MetricNames.Type.HISTOGRAM) {
        List<Figure> figures = new CopyOnWriteArrayList<>();
        all.put(name, figures);
        register(name, figures, registry);
      }
    }
  }

  /**
   * One more of that name.
   *
   * @param labels the values of the name's labels, in their order; only the first figure with the
   *     same ones counts, say of two upstreams whose addresses differ in what is not shown
   */
  void add(MetricNames name, DoubleSupplier value, String... labels) {
    List<Figure> figures = all.get(name);
    if (figures == null || labels.length != name.labels().size()) {
      throw new IllegalArgumentException(name.text());
    }
    List<String> values = List.of(labels);
    if (figures.stream().noneMatch(figure -> figure.labels().equals(values))) {
      figures.add(new Figure(value, values));
    }
  }

  private static void register(
      MetricNames name, List<Figure> figures, PrometheusRegistry registry) {
    String[] labels = name.labels().toArray(String[]::new);
    if (name.type() == MetricNames.Type.GAUGE) {
      GaugeWithCallback.builder()
          .name(name.text())
          .help(name.meaning())
          .labelNames(labels)
          .callback(gauge -> tell(figures, gauge::call))
          .register(registry);
    } else {
      CounterWithCallback.builder()
          .name(name.text())
          .help(name.meaning())
          .labelNames(labels)
          .callback(counter -> tell(figures, counter::call))
          .register(registry);
    }
  }

  private static void tell(List<Figure> figures, BiConsumer<Double, String[]> to) {
    figures.forEach(
        figure -> to.accept(figure.value().getAsDouble(), figure.labels().toArray(String[]::new)));
  }
}
