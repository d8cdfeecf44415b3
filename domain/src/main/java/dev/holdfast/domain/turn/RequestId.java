package dev.holdfast.domain.turn;

/** The identity of one request in answers, logs and rows: 1 to 128 printable ASCII characters. */
public record RequestId(String value) {

  public RequestId {
    if (value.isEmpty()
        || value.length() > 128
        || !value.chars().allMatch(character -> character > 0x20 && character < 0x7f)) {
      throw new IllegalArgumentException("a request id has 1 to 128 printable ASCII characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
