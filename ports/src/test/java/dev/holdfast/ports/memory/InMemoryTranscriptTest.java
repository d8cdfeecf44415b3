package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.StoreFixture;
import dev.holdfast.ports.contract.TranscriptContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreOfTheRun.class)
@DisplayName("The store in memory keeps the contract of transcripts")
class InMemoryTranscriptTest implements TranscriptContract {

  private final StoreFixture fixture;

  InMemoryTranscriptTest(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
