package io.blockrelay.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics in Prometheus' text format. */
final class PrometheusText {
  /** A series' name, its labels, and its value; a time may follow. */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{.*\\})?[ \\t]+(\\S+)(?:[ \\t]+-?\\d+)?[ \\t]*$",
          Pattern.MULTILINE);

  private final String text;

  PrometheusText(String text) {
    this.text = text;
  }

  /** The sum of the series of that name, NaN when there is none with a value. */
  double sum(String name) {
    double sum = Double.NaN;
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      if (sample.group(1).equals(name)) {
        double value = value(sample.group(2));
        sum = Double.isNaN(sum) ? value : sum + value;
      }
    }
    return sum;
  }

  private static double value(String written) {
    try {
      return Double.parseDouble(written);
    } catch (NumberFormatException infinite) {
      return Double.NaN;
    }
  }
}
