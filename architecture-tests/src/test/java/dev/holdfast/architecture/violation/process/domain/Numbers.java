package dev.holdfast.architecture.violation.process.domain;

record Numbers(int... values) {

  Numbers copy() {
    int[] copy = new int[values.length];
    System.arraycopy(values, 0, copy, 0, values.length);
    return new Numbers(copy);
  }
}
