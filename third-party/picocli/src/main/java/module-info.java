/**
 * picocli, its released sources compiled for the JDK that netalias runs on.
 *
 * <p>The sources jar holds no module declaration; this is the released jar's.
 */
module info.picocli {
  requires static java.sql;

  exports picocli;
}
