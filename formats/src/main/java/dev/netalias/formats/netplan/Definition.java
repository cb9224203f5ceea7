package dev.netalias.formats.netplan;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What one file says of one device.
 *
 * @param source the file
 * @param section {@code ethernets}, {@code vlans}, …
 * @param id the name of the definition
 * @param key where that name stands
 * @param body what is said
 */
record Definition(Source source, String section, String id, Node key, MappingNode body) {}
