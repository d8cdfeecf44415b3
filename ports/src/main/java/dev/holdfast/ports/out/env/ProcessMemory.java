package dev.holdfast.ports.out.env;

import java.util.OptionalLong;

/** How much of this process is in memory. Any thread may call it. */
public interface ProcessMemory {

  /** Bytes of the machine's memory that the process holds now; empty if that cannot be told. */
  OptionalLong residentBytes();
}
