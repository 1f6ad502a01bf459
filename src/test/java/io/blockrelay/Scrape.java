package io.blockrelay;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a node exposed at one moment, by series: name, labels as they are written, and value. */
record Scrape(Map<String, Double> values) {
  private static final Pattern SERIES = Pattern.compile("(\\w+)(?:\\{(.*)\\})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");

  static Scrape of(TestRelay relay) {
    return parse(Page.get(relay.operationsPort(), "/metrics").body());
  }

  /** The value of {@code name{label="value"}}, or of a name without labels. */
  double value(String series) {
    return values.getOrDefault(series, Double.NaN);
  }

  /** The names, each with the names of its labels in every combination that there is. */
  Map<String, List<List<String>>> labels() {
    return values.keySet().stream()
        .map(SERIES::matcher)
        .filter(Matcher::matches)
        .collect(
            Collectors.groupingBy(
                series -> series.group(1),
                Collectors.mapping(series -> labels(series.group(2)), Collectors.toList())));
  }

  /** Of Prometheus's text. */
  static Scrape parse(String text) {
    return new Scrape(
        text.lines()
            .filter(line -> !line.startsWith("#"))
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.lastIndexOf(' ')).replace(",}", "}"),
                    line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))));
  }

  private static List<String> labels(String list) {
    return list == null
        ? List.of()
        : LABEL.matcher(list).results().map(label -> label.group(1)).toList();
  }
}
