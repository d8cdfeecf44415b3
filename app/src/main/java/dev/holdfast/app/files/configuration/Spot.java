package dev.holdfast.app.files.configuration;

import java.util.Comparator;

/** A place in a text, counted from 1. */
record Spot(int line, int column) implements Comparable<Spot> {

  static final Spot START = new Spot(1, 1);

  private static final Comparator<Spot> ORDER =
      Comparator.comparingInt(Spot::line).thenComparingInt(Spot::column);

  @Override
  public int compareTo(Spot other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
