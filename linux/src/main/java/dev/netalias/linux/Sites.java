package dev.netalias.linux;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.Request;
import dev.netalias.linux.netns.NetworkNamespace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the changes of one commit are made: in its own network namespace, and in others. */
final class Sites implements AutoCloseable {
  private final LinuxKernel kernel;
  private final NetlinkSocket own;
  private final Map<String, NetlinkSocket> others = new HashMap<>();
  private @Nullable NetworkNamespace here;

  /** Those of a commit whose own namespace is that of the calling thread. */
  Sites(LinuxKernel kernel, NetlinkSocket own) {
    this.kernel = kernel;
    this.own = own;
  }

  /** The kernel's side of a namespace, null for the commit's own. */
  LinuxKernel kernel(@Nullable String namespace) {
    return namespace == null ? kernel : kernel.elsewhere(namespace);
  }

  /** The namespace that a change is sent to, null for the commit's own. */
  static @Nullable String of(Change change) {
    if (change instanceof ElsewhereChange there) { // linking a switch over types takes its time
      return there.namespace();
    }
    return change instanceof MoveChange move ? move.before().namespace() : null;
  }

  /** The other namespace that a change has to do with, null where there is none. */
  static @Nullable String elsewhere(Change change) {
    return change instanceof MoveChange move && move.before().namespace() == null
        ? move.after().namespace()
        : of(change);
  }

  /** The socket of a namespace, null for the commit's own. */
  NetlinkSocket socket(@Nullable String namespace) {
    return namespace == null
        ? own
        : others.computeIfAbsent(namespace, name -> kernel.elsewhere(name).socket());
  }

  /** The socket through which changes of one sort are made, once they can be. */
  NetlinkSocket socketOf(List<? extends Change> sort) {
    NetlinkSocket there = socket(of(sort.getFirst()));
    RouteRequests.awaitSources(there, sort);
    return there;
  }

  /** The request of a change. */
  Request request(Change change) {
    return change instanceof MoveChange move
        ? StackMessages.request(move, descriptor(move.after().namespace()))
        : Requests.of(change);
  }

  /** The request of a change on the way back. */
  Request back(Change change) {
    return change instanceof MoveChange ? request(change) : Requests.back(change);
  }

  private int descriptor(@Nullable String namespace) {
    if (namespace != null) {
      return kernel.elsewhere(namespace).namespaceDescriptor();
    }
    if (here == null) {
      here = NetworkNamespace.open("/proc/thread-self/ns/net");
    }
    return here.descriptor();
  }

  @Override
  public void close() {
    others.values().forEach(NetlinkSocket::close);
    if (here != null) {
      here.close();
    }
  }
}
