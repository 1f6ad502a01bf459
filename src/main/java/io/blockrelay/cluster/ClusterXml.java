package io.blockrelay.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.XmlConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads {@code cluster.xml} and fills its placeholders. */
final class ClusterXml {
  private static final String OURS = "/cluster.xml";

  private ClusterXml() {}

  /**
   * @param file null for the one in the jar
   * @param address what {@code config.host()} resolves to
   * @throws JoinException when there is no such file, or it makes no sense
   */
  static Config load(@Nullable Path file, ClusterConfig config, InetAddress address) {
    try (InputStream in = open(file)) {
      return new XmlConfigBuilder(in).setProperties(placeholders(config, address)).build();
    } catch (IOException e) {
      throw new JoinException("cannot read " + file, e);
    } catch (InvalidConfigurationException e) {
      throw new JoinException((file == null ? "cluster.xml" : file) + ": " + reason(e), e);
    }
  }

  private static InputStream open(@Nullable Path file) throws IOException {
    return file == null
        ? Objects.requireNonNull(ClusterXml.class.getResourceAsStream(OURS), OURS)
        : Files.newInputStream(file);
  }

  private static Properties placeholders(ClusterConfig config, InetAddress address) {
    boolean kubernetes = !config.kubernetesDns().isEmpty();
    String host = address.getHostAddress();
    Properties values = new Properties();
    values.setProperty("blockrelay.cluster.name", config.name());
    values.setProperty("blockrelay.cluster.host", host);
    values.setProperty("blockrelay.cluster.port", Integer.toString(config.port()));
    values.setProperty(
        "blockrelay.cluster.members",
        config.members().isEmpty() ? host : String.join(",", config.members()));
    values.setProperty("blockrelay.cluster.tcp-ip", Boolean.toString(!kubernetes));
    values.setProperty("blockrelay.cluster.kubernetes", Boolean.toString(kubernetes));
    values.setProperty("blockrelay.cluster.kubernetes-dns", config.kubernetesDns());
    values.setProperty("blockrelay.cluster.dns-wait", kubernetes ? "2" : "0");
    return values;
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("not understood");
  }
}
