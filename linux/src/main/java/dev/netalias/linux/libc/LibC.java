package dev.netalias.linux.libc;

import java.lang.foreign.MemorySegment;

/**
 * The calls of the C library that netalias needs, in its own words. Each returns what the call
 * returned, or where that was -1 the error number, negated: {@code -13} for EACCES. Memory has to
 * be native.
 */
public interface LibC {
  /** The C library of this process. */
  static LibC ofThisProcess() {
    return OneShapeLibC.INSTANCE;
  }

  /**
   * {@code int socket(int domain, int type, int protocol)}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/socket.2.html">socket(2)</a>
   */
  int socket(int domain, int type, int protocol);

  /**
   * {@code int bind(int fd, const struct sockaddr *addr, socklen_t len)}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/bind.2.html">bind(2)</a>
   */
  int bind(int descriptor, MemorySegment address);

  /**
   * {@code ssize_t send(int fd, const void *buf, size_t len, int flags)}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/send.2.html">send(2)</a>
   */
  long send(int descriptor, MemorySegment buffer, int flags);

  /**
   * {@code ssize_t sendto(int fd, const void *buf, size_t len, int flags, const struct sockaddr
   * *addr, socklen_t addrlen)}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/send.2.html">sendto(2)</a>
   */
  long sendto(int descriptor, MemorySegment buffer, int flags, MemorySegment address);

  /**
   * {@code ssize_t recvfrom(int fd, void *buf, size_t len, int flags, struct sockaddr *addr,
   * socklen_t *addrlen)}.
   *
   * @param address takes the sender's address, and in its last four bytes, which have to hold the
   *     length of the others, that address's length
   * @see <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recvfrom(2)</a>
   */
  long recvfrom(int descriptor, MemorySegment buffer, int flags, MemorySegment address);

  /**
   * {@code int setsockopt(int fd, int level, int name, const void *value, socklen_t len)}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/setsockopt.2.html">setsockopt(2)</a>
   */
  int setsockopt(int descriptor, int level, int name, MemorySegment value);

  /**
   * {@code int getsockopt(int fd, int level, int name, void *value, socklen_t *len)}.
   *
   * @param value takes the value, and in its last four bytes, which have to hold the length of the
   *     others, the value's length
   * @see <a href="https://man7.org/linux/man-pages/man2/getsockopt.2.html">getsockopt(2)</a>
   */
  int getsockopt(int descriptor, int level, int name, MemorySegment value);

  /**
   * {@code int poll(struct pollfd *fds, nfds_t nfds, int timeout)}.
   *
   * @param descriptors 8 bytes for each
   * @param timeout milliseconds, -1 for ever
   * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
   */
  int poll(MemorySegment descriptors, int timeout);

  /**
   * {@code int eventfd(unsigned int initval, int flags)}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/eventfd.2.html">eventfd(2)</a>
   */
  int eventfd(int initial, int flags);

  /**
   * {@code ssize_t write(int fd, const void *buf, size_t count)}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/write.2.html">write(2)</a>
   */
  long write(int descriptor, MemorySegment buffer);

  /**
   * {@code ssize_t read(int fd, void *buf, size_t count)}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/read.2.html">read(2)</a>
   */
  long read(int descriptor, MemorySegment buffer);

  /**
   * {@code int ioctl(int fd, unsigned long op, void *argument)}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/ioctl.2.html">ioctl(2)</a>
   */
  int ioctl(int descriptor, long operation, MemorySegment argument);

  /**
   * {@code int open(const char *path, int flags, mode_t mode)}.
   *
   * @param path ends with a zero byte
   * @see <a href="https://man7.org/linux/man-pages/man2/open.2.html">open(2)</a>
   */
  int open(MemorySegment path, int flags, int mode);

  /**
   * {@code int close(int fd)}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/close.2.html">close(2)</a>
   */
  int close(int descriptor);

  /**
   * {@code int flock(int fd, int operation)}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/flock.2.html">flock(2)</a>
   */
  int flock(int descriptor, int operation);

  /**
   * {@code int setns(int fd, int nstype)}, for the calling thread.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/setns.2.html">setns(2)</a>
   */
  int setns(int descriptor, int kind);

  /**
   * {@code int unshare(int flags)}, for the calling thread.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/unshare.2.html">unshare(2)</a>
   */
  int unshare(int flags);
}
