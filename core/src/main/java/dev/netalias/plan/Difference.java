package dev.netalias.plan;

/**
 * One thing that is not as it is desired.
 *
 * @param kind of what kind
 * @param device the main device
 * @param name the alias's name, empty where it has none yet
 * @param address the address or addresses that it is about
 * @param detail what is not as desired, in words
 * @param place where it was said, {@link Place#NOWHERE} where nothing is said of it
 */
public record Difference(
    Kind kind, String device, String name, String address, String detail, Place place) {
  /** What is not as it is desired. */
  public enum Kind {
    /** It is not there. */
    MISSING,
    /** It is there, and otherwise. */
    CHANGED,
    /** It is there, and is not to be. */
    SURPLUS,
    /** Its main device is not there. */
    NO_DEVICE
  }

  /** In one line: {@code eth0:web 192.0.2.1/24 is not there}. */
  public String text() {
    String subject = name.isEmpty() ? device : name;
    return subject + (address.isEmpty() ? "" : " " + address) + " " + detail;
  }
}
