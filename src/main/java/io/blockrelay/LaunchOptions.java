package io.blockrelay;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the command line asked for a node, beyond its configuration.
 *
 * @param clustered false serves everything in memory, in this process alone
 * @param clusterXml the cluster's settings; null for the packaged ones
 * @param embeddedValidator whether a validator runs in this process, for something to see at once
 */
record LaunchOptions(boolean clustered, @Nullable Path clusterXml, boolean embeddedValidator) {}
