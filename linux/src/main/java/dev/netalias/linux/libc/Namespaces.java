package dev.netalias.linux.libc;

/** The network namespace of the calling thread, {@code namespaces(7)}. */
public final class Namespaces {
  private static final int CLONE_NEWNET = 0x4000_0000;

  private Namespaces() {}

  /**
   * Moves the calling thread into a namespace. Only for a platform thread that ends soon: nothing
   * moves it back.
   */
  public static void enter(LibC libc, Descriptor namespace) {
    check("setns", libc.setns(namespace.number(), CLONE_NEWNET));
  }

  /** Moves the calling thread into a new network namespace, which has nothing but a closed lo. */
  public static void enterNew(LibC libc) {
    check("unshare", libc.unshare(CLONE_NEWNET));
  }

  private static void check(String call, int result) {
    if (result < 0) {
      throw new CallException(call, -result);
    }
  }
}
