package io.trimtab.daemon.control;

import java.nio.ByteBuffer;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** What a {@link BoundedServer} speaks. */
public interface Protocol {
  /**
   * How long the first request is.
   *
   * @param bytes that have arrived
   * @param count how many of them
   * @return its bytes with its end; 0 while it is not complete
   */
  int length(byte[] bytes, int count);

  /**
   * Answers a request; called by one thread, which is not that of the connections.
   *
   * @param request one, as {@link #length} has told it
   * @param caller who asks, where that is known
   */
  Answer answer(byte[] request, Optional<UserPrincipal> caller);

  /** What one gets whose request is longer than is allowed. */
  ByteBuffer tooLong();

  /**
   * An answer.
   *
   * @param isLast whether the connection ends with it
   */
  record Answer(ByteBuffer bytes, boolean isLast) {}
}
