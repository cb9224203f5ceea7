package dev.netalias.wire.nl;

/**
 * A row of a protocol: what is known of one type of message.
 *
 * @param name the kernel's name
 * @param number the kernel's number
 * @param header reads the fixed header, which knows the attributes that follow
 */
public record MessageType(String name, int number, Header.Parser<?> header) {}
