package dev.netalias.linux;

import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelProvider;
import dev.netalias.linux.netlink.Trace;
import dev.netalias.wire.rtnl.Rtm;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the running Linux kernel. Where the system property {@code netalias.debug} is {@code true},
 * every message to it and from it is printed on standard error.
 */
public final class LinuxKernelProvider implements KernelProvider {
  /** Those whose byte order and calling convention the native layer is made for. */
  private static final Set<String> PROCESSORS = Set.of("amd64", "aarch64", "riscv64");

  /** Made by {@link java.util.ServiceLoader}. */
  public LinuxKernelProvider() {}

  @Override
  public String name() {
    return "linux";
  }

  @Override
  public boolean isAvailable() {
    return System.getProperty("os.name").equals("Linux")
        && PROCESSORS.contains(System.getProperty("os.arch"));
  }

  @Override
  public Kernel open(@Nullable String namespace) {
    Trace trace =
        Boolean.getBoolean("netalias.debug")
            ? (sent, message) ->
                System.err.println((sent ? "> " : "< ") + Rtm.protocol().trace(message))
            : Trace.NONE;
    return LinuxKernel.open(namespace, trace);
  }
}
