package dev.netalias.embedded;

import dev.netalias.alias.AliasType;
import dev.netalias.alias.AliasTypes;
import dev.netalias.embedded.ip.Stack;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Registry;
import dev.netalias.net.Address;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alias types that the registry names, as far as packets are concerned: while one is
 * registered, it decides for the packets of its family. A type that only the program knows is
 * unknown here; {@link Stack#attributeBy} is for that.
 */
final class RegisteredTypes {
  private final Stack stack;
  private final Map<Integer, AliasType> inForce = new HashMap<>();

  RegisteredTypes(Stack stack) {
    this.stack = stack;
  }

  /** A type is registered from now on, or is no more. */
  void changed(@Nullable Object before, @Nullable Object after, Transaction tx) {
    Integer family =
        after instanceof Entry.OfType now
            ? Integer.valueOf(now.family())
            : before instanceof Entry.OfType was ? was.family() : null;
    // IPv4 and IPv6 are always by the five steps, which cost least where no type is asked.
    if (family != null && family != Address.INET && family != Address.INET6) {
      AliasType old = inForce.get(family);
      become(family, after instanceof Entry.OfType now ? load(now) : null);
      tx.with(() -> become(family, old));
    }
  }

  private void become(int family, @Nullable AliasType type) {
    if (inForce.remove(family) != null) {
      stack.attributeNoMore(family);
    }
    if (type != null) {
      inForce.put(family, type);
      stack.attributeBy(type);
    }
  }

  private static @Nullable AliasType load(Entry.OfType entry) {
    AliasTypes types = AliasTypes.known().with(new Registry(List.of(entry)));
    boolean unloadable = !entry.source().isEmpty() && !types.problems().isEmpty();
    if (unloadable) {
      throw new Refusal(KernelException.ENOENT, types.problems().getFirst());
    }
    return types.ofFamily(entry.family()).orElse(null);
  }
}
