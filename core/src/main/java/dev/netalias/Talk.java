package dev.netalias;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What a step that speaks with neighbours has besides a kernel.
 *
 * @param random chance
 * @param check called often; what it throws ends the step
 * @param note told what there is to know that is no error
 */
public record Talk(RandomGenerator random, Runnable check, Consumer<String> note) {
  /** Speaks to nobody here, and is not to be ended. */
  public static Talk quiet() {
    return new Talk(new SplittableRandom(), () -> {}, note -> {});
  }
}
