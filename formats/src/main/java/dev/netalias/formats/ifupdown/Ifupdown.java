package dev.netalias.formats.ifupdown;

import dev.netalias.formats.Declared;
import dev.netalias.formats.DeviceCommands;
import dev.netalias.formats.Edited;
import dev.netalias.formats.Format;
import dev.netalias.formats.Root;
import dev.netalias.formats.Understood;
import dev.netalias.formats.Wish;
import dev.netalias.kernel.state.Realisation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ifupdown's {@code /etc/network/interfaces}, and what it sources. */
public final class Ifupdown implements Format {
  private static final Path USUAL = Path.of("/etc/network/interfaces");

  @Override
  public String name() {
    return "ifupdown";
  }

  @Override
  public Path usual() {
    return USUAL;
  }

  @Override
  public boolean isPresent(Root root) {
    return root.isFile(USUAL);
  }

  @Override
  public Understood read(Root root, @Nullable Path file) {
    Interfaces all = Interfaces.read(root, file == null ? USUAL : file, null);
    Meaning meaning = Meaning.of(all);
    return Understood.of(
        all.files().stream().map(InterfacesFile::name).toList(),
        meaning.entries(),
        meaning.notes());
  }

  @Override
  public Edited edit(Root root, @Nullable Path file, Wish wish) {
    Path target = file == null ? USUAL : file;
    Wish sayable = wish.sayable(target.toString(), Ifupdown::refusal);
    if (!target.equals(USUAL) && root.exists(USUAL)) {
      Interfaces usual = Interfaces.read(root, USUAL, null);
      if (usual.reads(target)) {
        return Editor.edit(usual, USUAL, target, sayable);
      }
    }
    Interfaces all = Interfaces.read(root, target, root.exists(target) ? null : "");
    return Editor.edit(all, target, target, sayable);
  }

  private static Optional<String> refusal(Declared one) {
    return one.realisation() == Realisation.DEVICE ? DeviceCommands.refusal(one) : Optional.empty();
  }

  @Override
  public List<Check> checks(Root root, Edited edited, Path scratch) {
    String main = root.real(edited.files().getFirst().path()).toString();
    return List.of(
        new Check(
            "ifup --no-act",
            List.of(
                "ifup",
                "--no-act",
                "--no-mappings",
                "--no-scripts",
                "--force",
                "--all",
                "--interfaces=" + main,
                "--state-dir=" + scratch)));
  }
}
