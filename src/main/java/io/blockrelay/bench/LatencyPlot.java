package io.blockrelay.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Latencies by percentile as an SVG document. Each step to the right leaves a tenth of what was
 * left, as plots of HdrHistogram have it, so that the rare and late have room.
 */
final class LatencyPlot {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 480;
  private static final int LEFT = 80;
  private static final int RIGHT = 30;
  private static final int TOP = 50;
  private static final int BOTTOM = 60;
  private static final int POINTS = 200;

  /** Tenfold steps: 0 %, 90 %, 99 %, … */
  private static final int DECADES = 5;

  private static final String[] TICKS = {"0 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %"};

  private final StringBuilder svg = new StringBuilder();
  private final double msMax;

  private LatencyPlot(double msMax) {
    this.msMax = msMax;
  }

  static String of(Latencies latencies) {
    double slowest =
        Math.max(latencies.lastClient().getMaxValue(), latencies.all().getMaxValue()) / 1e6;
    return new LatencyPlot(roundUp(slowest)).draw(latencies);
  }

  private String draw(Latencies latencies) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    text(LEFT, 24, "start", title(latencies));
    grid();
    curve(latencies.firstClient(), "#2a9d2a", "first client", 0);
    curve(latencies.all(), "#1f5fbf", "all deliveries", 1);
    curve(latencies.lastClient(), "#c23b22", "last client", 2);
    add("</svg>");
    return svg.toString();
  }

  private static String title(Latencies latencies) {
    return latencies.sinceSent()
        ? "Latency since the validator sent a block"
        : "Latency since the first client had a block";
  }

  private void grid() {
    for (int decade = 0; decade <= DECADES; decade++) {
      double x = x(decade);
      line(x, y(0), x, y(msMax));
      text(x, HEIGHT - BOTTOM + 20, "middle", TICKS[decade]);
    }
    for (int fifth = 0; fifth <= 5; fifth++) {
      double ms = msMax * fifth / 5;
      line(x(0), y(ms), x(DECADES), y(ms));
      text(LEFT - 8, y(ms) + 4, "end", plain(ms) + " ms");
    }
    text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", "percentile");
  }

  private void curve(Histogram histogram, String colour, String name, int place) {
    if (histogram.getTotalCount() == 0) {
      return;
    }
    StringBuilder points = new StringBuilder();
    // Further right, there is but the slowest one.
    double end = Math.min(DECADES, Math.log10((double) histogram.getTotalCount()));
    for (int i = 0; i <= POINTS; i++) {
      double decade = end * i / POINTS;
      double percentile = 100 * (1 - Math.pow(10, -decade));
      double ms = histogram.getValueAtPercentile(percentile) / 1e6;
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(decade), y(ms)));
    }
    add(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>",
        colour, points.toString().strip());
    double y = TOP + 16 * place + 14;
    add("<rect x=\"%d\" y=\"%.0f\" width=\"14\" height=\"4\" fill=\"%s\"/>", LEFT + 12, y, colour);
    text(LEFT + 32, y + 6, "start", name);
  }

  private void line(double x1, double y1, double x2, double y2) {
    add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>", x1, y1, x2, y2);
  }

  private void text(double x, double y, String anchor, String text) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, text);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static double x(double decade) {
    return LEFT + (WIDTH - LEFT - RIGHT) * decade / DECADES;
  }

  private double y(double ms) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * ms / msMax;
  }

  private static String plain(double ms) {
    return new BigDecimal(ms).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  /** The next of 1, 2, 5 and 10 times a power of ten. */
  private static double roundUp(double ms) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(ms, 0.001))));
    for (int factor : new int[] {1, 2, 5}) {
      if (ms <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
