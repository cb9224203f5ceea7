package dev.netalias.testkit;

import java.util.List;

/** A permission or an ability that a test may need, with the command that shows it is there. */
public enum Need {
  /** User 0. */
  ROOT("user 0", "sh", "-c", "test \"$(id -u)\" = 0"),
  /** New network namespaces without a new user namespace. */
  NETNS("permission to make network namespaces", "unshare", "-n", "true"),
  /** New network namespaces in a user namespace, for any user. */
  USERNS("permission to make user namespaces", "unshare", "-rn", "true");

  private final String what;
  private final List<String> probe;

  Need(String what, String... probe) {
    this.what = what;
    this.probe = List.of(probe);
  }

  String what() {
    return what;
  }

  List<String> probe() {
    return probe;
  }
}
