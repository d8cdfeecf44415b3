package dev.holdfast.adapters.http.responses;

/** An item that came in one piece. */
record StreamedWhole(String id, String json) implements StreamedItem {

  static StreamedWhole of(ItemPlace place, Shown shown) {
    String item = ItemWriter.json(shown, ItemStatus.of(shown.completeness()));
    place.added(item);
    place.done(item);
    return new StreamedWhole(place.id(), item);
  }

  @Override
  public void close() {}

  @Override
  public void close(Shown whole) {}
}
