package dev.netalias.formats.netplan;

import dev.netalias.formats.Declaration;
import dev.netalias.formats.Declared;
import dev.netalias.plan.Place;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One address, with what declares it.
 *
 * @param declared the address
 * @param definition of which device
 * @param list all addresses there
 * @param item the one in the list
 * @param address its text
 */
record Entry(
    Declared declared, Definition definition, SequenceNode list, Node item, ScalarNode address)
    implements Declaration {
  @Override
  public Place place() {
    return definition.source().place(address);
  }
}
