package io.blockrelay;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.internal.PlatformDependent;

/** What Netty holds outside the heap, where frames are. */
final class DirectMemory {
  private DirectMemory() {}

  static long used() {
    long pooled =
        ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
    return Math.max(pooled, PlatformDependent.usedDirectMemory());
  }
}
