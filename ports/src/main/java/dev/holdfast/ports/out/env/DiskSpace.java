package dev.holdfast.ports.out.env;

/** The room left where the store is. Any thread may call it. */
public interface DiskSpace {

  /** Bytes this process may still write to the home's file system; 0 if it cannot be told. */
  long usableBytes();
}
