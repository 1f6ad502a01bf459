package io.blockrelay;

import com.sun.management.UnixOperatingSystemMXBean;
import io.blockrelay.bench.Bench;
import io.blockrelay.bench.BenchException;
import io.blockrelay.bench.BenchOptions;
import io.blockrelay.bench.Dialect;
import io.blockrelay.bench.Progress;
import io.blockrelay.bench.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blockrelay bench}: loads a relay, and reports what its clients see. */
@Command(
    name = "bench",
    description = {
      "Loads a relay with many clients, and reports what they see: latencies, and what was lost,"
          + " repeated or out of order.",
      "Without a URL, with a validator and a relay of its own: something to see at once. With a URL"
          + " and --devnet, that relay must be attached to the bench's validator. With a URL alone,"
          + " it follows what the relay passes on; then nobody knows when a block was sent, and"
          + " latencies count from the first client that had it."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:Every client had every block once and in order.",
      "1:There was nothing to measure.",
      "2:An option is wrong.",
      "3:Blocks were lost, repeated or out of order, or clients refused or cut off."
    })
final class BenchCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int PROMISE_BROKEN = 3;
  private static final int REPORT_SECONDS_MAX = 30;

  /** Files, pipes and the relay's side of things that the process itself needs. */
  private static final int FILES_BESIDE_CLIENTS = 200;

  private static final String SHOWN = "Default: ${DEFAULT-VALUE}.";

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "URL",
      arity = "0..1",
      description = "Such as ws://host:5000; the path is the dialect's where it is left out.")
  private @Nullable String url;

  @Option(names = "--clients", paramLabel = "N", defaultValue = "1000", description = SHOWN)
  private int clients;

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      defaultValue = "basalt",
      description = "What the clients speak: ${COMPLETION-CANDIDATES}. " + SHOWN)
  private Dialect dialect = Dialect.BASALT;

  @Option(
      names = "--subscribe",
      paramLabel = "JSON",
      description =
          "What each client sends in place of the dialect's own subscription, of each block once."
              + " What comes of it is counted, not checked.")
  private @Nullable String subscribe;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DevnetCommand.DurationConverter.class,
      description = "How long it measures. " + SHOWN)
  private Duration duration = Duration.ZERO;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = DevnetCommand.DurationConverter.class,
      description = "Before it measures, once all are connected. " + SHOWN)
  private Duration warmup = Duration.ZERO;

  @Option(
      names = "--connect-rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "Connections a second. " + SHOWN)
  private double connectRate;

  @Option(
      names = "--loops",
      paramLabel = "N",
      defaultValue = "1",
      description = "Event loops for the clients, each at most a core. " + SHOWN)
  private int loops;

  @Option(names = "--devnet", description = "Starts a validator for the relay at URL to attach to.")
  private boolean devnet;

  @Option(
      names = "--devnet-port",
      paramLabel = "PORT",
      defaultValue = "5100",
      description = "Where --devnet listens; 0 takes any free port. " + SHOWN)
  private int devnetPort;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Blocks a second of the bench's own validator. Default: 10.")
  private @Nullable Double rate;

  @Option(
      names = "--burst",
      paramLabel = "N",
      description = "How many blocks it announces at once, at the same rate. Default: 1.")
  private @Nullable Integer burst;

  @Option(
      names = "--metrics",
      paramLabel = "URL",
      description =
          "The relay's metrics, in Prometheus' format: what the relay spends is reported.")
  private @Nullable URI metrics;

  @Option(names = "--json", description = "Prints the report as one JSON object.")
  private boolean json;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Writes the latencies by percentile as an SVG.")
  private @Nullable Path plot;

  @Override
  public Integer call() throws InterruptedException {
    BenchOptions options = checkedOptions();
    Progress progress = new Progress(spec.commandLine().getErr(), stderrIsATerminal());
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch reported = new CountDownLatch(1);
    Thread onSignal = new Thread(() -> endEarly(stop, reported), "end-bench");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      return report(new Bench(options, ConnectFailure::reason, progress, stop).run());
    } catch (BenchException | IOException nothing) {
      return fail(nothing);
    } finally {
      reported.countDown();
      if (stop.getCount() > 0) {
        Runtime.getRuntime().removeShutdownHook(onSignal);
      }
    }
  }

  private int report(Report report) throws IOException {
    spec.commandLine().getOut().println(json ? report.json() : report.text());
    spec.commandLine().getOut().flush();
    if (plot != null) {
      Files.writeString(plot, report.plot());
    }
    if (report.orderHeld() && report.nothing()) {
      spec.commandLine().getErr().println("bench: nothing was delivered while it measured");
      return FAILED;
    }
    return report.promiseHeld() ? 0 : PROMISE_BROKEN;
  }

  private int fail(Exception failure) {
    Throwable cause = failure.getCause();
    String why = cause == null ? "" : ": " + ConnectFailure.reason(cause);
    spec.commandLine().getErr().println("bench: " + OneLine.of(failure) + why);
    return FAILED;
  }

  /** A signal ends the process only after the report. */
  private static void endEarly(CountDownLatch stop, CountDownLatch reported) {
    stop.countDown();
    try {
      boolean unused = reported.await(REPORT_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private BenchOptions checkedOptions() {
    boolean drives = devnet || url == null;
    require(drives || (rate == null && burst == null), "--rate and --burst are for --devnet");
    require(url != null || metrics == null, "--metrics is for a relay at a URL");
    require(
        metrics == null || isHttp(metrics),
        "--metrics must be an address like http://host/metrics");
    require(plot == null || isWritable(plot), "--plot: " + plot + " cannot be written");
    requireFiles();
    try {
      return new BenchOptions(
          url == null ? null : FeedUrl.uri(url, dialect.path()),
          url == null ? Integer.valueOf(0) : devnet ? Integer.valueOf(devnetPort) : null,
          dialect,
          subscribe,
          clients,
          connectRate,
          loops,
          warmup,
          duration,
          rate == null ? 10 : rate,
          burst == null ? 1 : burst,
          metrics);
    } catch (IllegalArgumentException bad) {
      throw new ParameterException(spec.commandLine(), String.valueOf(bad.getMessage()));
    }
  }

  private void requireFiles() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long files = unix.getMaxFileDescriptorCount();
      require(
          clients + FILES_BESIDE_CLIENTS <= files,
          "--clients "
              + clients
              + " needs more open files than the "
              + files
              + " that this process may have; see ulimit -n");
    }
  }

  private static boolean isHttp(URI uri) {
    return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        && uri.getHost() != null;
  }

  /** As Linux shows it; elsewhere progress is a line a second. */
  private static boolean stderrIsATerminal() {
    try {
      String stderr = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return stderr.startsWith("/dev/pts/") || stderr.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException notLinux) {
      return false;
    }
  }

  /** Better to know before the bench than after it. */
  private static boolean isWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return Files.exists(file)
        ? Files.isRegularFile(file) && Files.isWritable(file)
        : folder != null && Files.isWritable(folder);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
