package io.blockrelay;

import io.blockrelay.edge.AccessKey;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code blockrelay key}: a key for a new client. */
@Command(
    name = "key",
    description = {
      "Prints a new random API key, for a client, and its hash, for edge.keys.",
      "The key is kept nowhere."
    })
final class KeyCommand implements Callable<Integer> {
  private static final int RANDOM_BYTES = 32;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    PrintWriter out = spec.commandLine().getOut();
    out.println("key:  " + key);
    out.println("hash: " + AccessKey.of(key).hashed());
    return 0;
  }
}
