package dev.netalias.linux;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Registry;
import dev.netalias.linux.netlink.NetlinkException;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.registry.RegistryFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a commit remembers and forgets, in its own registry and in those of other network
 * namespaces: registries grow before anything else is done, and shrink after everything else.
 */
final class Remembering {
  /** One registry: as it was, with what comes, and without what goes. */
  private record Book(
      RegistryFile file, NetlinkSocket socket, Registry was, Registry grown, Registry last) {

    static Book of(RegistryFile file, NetlinkSocket socket, List<EntryChange> entries) {
      Registry was = file.read(LinuxKernel.links(socket));
      Registry grown = was.after(entries.stream().filter(entry -> !entry.isRemoval()).toList());
      return new Book(file, socket, was, grown, was.after(entries));
    }

    void write(Registry before, Registry after) {
      if (!before.entries().equals(after.entries())) {
        file.write(after);
      }
    }

    void restore(Throwable failure) {
      try {
        write(file.read(LinuxKernel.links(socket)), was);
      } catch (KernelException | NetlinkException unwritten) {
        failure.addSuppressed(unwritten);
      }
    }
  }

  private final List<Book> books = new ArrayList<>();

  Remembering(Plan plan, Sites sites) {
    List<Change> entries = plan.changes().stream().filter(Remembering::isEntry).toList();
    Set<String> others =
        entries.stream().map(Sites::of).filter(Objects::nonNull).collect(Collectors.toSet());
    if (entries.size() > 0) {
      add(entries, null, sites);
    }
    others.forEach(namespace -> add(entries, namespace, sites));
  }

  private void add(List<Change> entries, @Nullable String namespace, Sites sites) {
    List<EntryChange> own = new ArrayList<>();
    for (Change change : entries) {
      if (Objects.equals(Sites.of(change), namespace)) {
        own.add((EntryChange) (change instanceof ElsewhereChange there ? there.change() : change));
      }
    }
    if (!own.isEmpty()) {
      books.add(Book.of(sites.kernel(namespace).registry(), sites.socket(namespace), own));
    }
  }

  /** Whether a change is not the kernel's, but of a registry. */
  static boolean isEntry(Change change) {
    return change instanceof EntryChange
        || change instanceof ElsewhereChange there && there.change() instanceof EntryChange;
  }

  void grow() {
    books.forEach(book -> book.write(book.was, book.grown));
  }

  void shrink() {
    books.forEach(book -> book.write(book.grown, book.last));
  }

  /** Has again what was remembered; what can't be written is told with the failure. */
  void restore(Throwable failure) {
    books.forEach(book -> book.restore(failure));
  }
}
