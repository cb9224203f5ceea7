package dev.netalias.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a test needs of the machine that it runs on.
 *
 * <p>Where a need is missing the test is skipped and the reason is printed. With {@code CI=true} in
 * the environment it fails instead, so that no machine of ours can lose a test in silence; only
 * {@link #linkTypes} and {@link #fileSystems}, which depend on how the machine's kernel was
 * configured, are skipped there too.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCondition.class)
public @interface Needs {

  /** Permissions and abilities. */
  Need[] value() default {};

  /** Programs on the {@code PATH}. */
  String[] tools() default {};

  /** Kinds of network device that the kernel must know: {@code dummy}, {@code ipvlan}. */
  String[] linkTypes() default {};

  /** Kinds of file system that the kernel must know: {@code cgroup2}. */
  String[] fileSystems() default {};
}
