package dev.holdfast.architecture.violation.unused.ports;

class MemoryTest implements KeptContract {}
