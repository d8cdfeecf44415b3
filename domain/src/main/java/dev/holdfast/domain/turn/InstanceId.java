package dev.holdfast.domain.turn;

/** The random identity of one running gateway process: the owner of its leases. */
public record InstanceId(String value) {

  public InstanceId {
    if (value.isEmpty() || value.length() > 128) {
      throw new IllegalArgumentException("an instance id has 1 to 128 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
