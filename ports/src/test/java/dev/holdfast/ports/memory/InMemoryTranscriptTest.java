package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.StoreFixture;
import dev.holdfast.ports.contract.TranscriptContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The store in memory keeps the contract of transcripts")
class InMemoryTranscriptTest implements TranscriptContract {

  private final StoreFixture fixture = new InMemoryFixture();

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
