package dev.holdfast.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A secret")
final class SecretTest {

  @Test
  void shows_itself_only_when_asked() {
    Secret secret = new Secret("s3cret");

    assertThat(secret.reveal()).isEqualTo("s3cret");
    assertThat(secret.toString()).doesNotContain("s3cret");
    assertThat(new Credential.Key(secret).toString()).doesNotContain("s3cret");
  }

  @Test
  void equals_another_of_the_same_text() {
    assertThat(new Secret("a")).isEqualTo(new Secret("a")).hasSameHashCodeAs(new Secret("a"));
    assertThat(new Secret("a")).isNotEqualTo(new Secret("b"));
  }

  @Test
  void is_not_empty() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Secret(""));
  }
}
