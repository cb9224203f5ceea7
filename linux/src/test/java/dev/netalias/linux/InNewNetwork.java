package dev.netalias.linux;

import dev.netalias.linux.netns.NetworkNamespace;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Each test method runs on a thread in a network namespace of its own, with nothing in it but a
 * closed lo; programs that it starts run there too.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InNewNetwork.Interceptor.class)
public @interface InNewNetwork {

  /** Moves the call of a test method. */
  final class Interceptor implements InvocationInterceptor {
    /** Made by JUnit. */
    public Interceptor() {}

    /** Carries what a test throws through a supplier. */
    private static final class Carried extends RuntimeException {
      private static final long serialVersionUID = 1;

      Carried(Throwable cause) {
        super(cause);
      }
    }

    @Override
    public void interceptTestMethod(
        Invocation<@Nullable Void> invocation,
        ReflectiveInvocationContext<Method> invocationContext,
        ExtensionContext extensionContext)
        throws Throwable {
      move(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<@Nullable Void> invocation,
        ReflectiveInvocationContext<Method> invocationContext,
        ExtensionContext extensionContext)
        throws Throwable {
      move(invocation);
    }

    private static void move(Invocation<@Nullable Void> invocation) throws Throwable {
      try {
        NetworkNamespace.<@Nullable Void>callInNew(() -> {
          try {
            return invocation.proceed();
          } catch (Throwable thrown) {
            throw new Carried(thrown);
          }
        });
      } catch (Carried carried) {
        throw carried.getCause();
      }
    }
  }
}
