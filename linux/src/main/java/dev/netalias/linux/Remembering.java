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
      boolean own,
      RegistryFile file,
      NetlinkSocket socket,
      Registry was,
      Registry grown,
      Registry last) {

    static Book of(Sites sites, @Nullable String namespace, List<EntryChange> entries) {
      RegistryFile file = sites.kernel(namespace).registry();
      NetlinkSocket socket = sites.socket(namespace);
      Registry was = file.read(LinuxKernel.links(socket));
      Registry grown = was.after(entries.stream().filter(entry -> !entry.isRemoval()).toList());
      return new Book(namespace == null, file, socket, was, grown, was.after(entries));
    }

    int writes() {
      return (was.equals(grown) ? 0 : 1) + (grown.equals(last) ? 0 : 1);
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
    List<Change> entries = plan.changes().stream().filter(Plan::isEntry).toList();
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
      books.add(Book.of(sites, namespace, own));
    }
  }

  /** How often a registry is written. */
  int writes() {
    return books.stream().mapToInt(Book::writes).sum();
  }

  /** What the commit's own registry holds before it. */
  Registry was() {
    return books.stream()
        .filter(book -> book.own)
        .map(Book::was)
        .findFirst()
        .orElse(Registry.EMPTY);
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
