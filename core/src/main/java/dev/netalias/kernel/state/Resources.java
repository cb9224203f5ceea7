package dev.netalias.kernel.state;

/**
 * What of the machine a device occupies, {@code struct ifmap}: few drivers tell.
 *
 * @param memoryStart first address of its memory, 0 for none
 * @param memoryEnd last address of its memory
 * @param base its I/O address, 0 for none
 * @param interrupt its interrupt, 0 for none
 * @param dma its DMA channel, 0 for none
 */
public record Resources(long memoryStart, long memoryEnd, int base, int interrupt, int dma) {
  /** A device that tells of none. */
  public static final Resources NONE = new Resources(0, 0, 0, 0, 0);
}
