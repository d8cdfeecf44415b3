package dev.holdfast.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Reset policy")
class ResetPolicyTest {

  private static final ResetRule GENERAL = idle(1);
  private static final ResetRule OF_GROUPS = idle(2);
  private static final ResetRule OF_THREADS = idle(3);
  private static final ResetRule OF_SLACK = idle(4);

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "agent:a:main, DIRECT",
    "agent:a:telegram:direct:ann, DIRECT",
    "global, DIRECT",
    "agent:a:telegram:group:g, GROUP",
    "agent:a:slack:channel:c, GROUP",
    "agent:a:matrix:channel:!R, GROUP",
    "agent:a:slack:channel:c:thread:5, THREAD",
    "agent:a:telegram:group:g:topic:5, THREAD",
    "agent:a:main:thread:5, THREAD",
  })
  void tells_types_apart_by_the_key(String key, ResetType type) {
    assertThat(ResetType.of(SessionKey.ofStored(key))).isEqualTo(type);
  }

  @ParameterizedTest(name = "{0}: {1} minutes")
  @CsvSource({
    "agent:a:main, 1",
    "agent:a:telegram:direct:ann, 1",
    "global, 1",
    "agent:a:telegram:group:g, 2",
    "agent:a:telegram:group:g:thread:5, 3",
    "agent:a:slack:direct:ann, 4",
    "agent:a:slack:channel:c:thread:5, 4",
    "agent:a:slack, 1",
  })
  void takes_the_rule_of_the_channel_then_of_the_type_then_the_general_one(
      String key, int minutes) {
    ResetPolicy policy =
        new ResetPolicy(
            GENERAL,
            Map.of(ResetType.GROUP, OF_GROUPS, ResetType.THREAD, OF_THREADS),
            Map.of("slack", OF_SLACK));

    assertThat(policy.ruleOf(SessionKey.ofStored(key))).isEqualTo(idle(minutes));
  }

  @Test
  void ends_nothing_unless_configured() {
    assertThat(ResetPolicy.NONE.ruleOf(SessionKey.ofStored("agent:a:main")))
        .isEqualTo(new ResetRule.Never());
  }

  private static ResetRule idle(int minutes) {
    return new ResetRule.Idle(Duration.ofMinutes(minutes));
  }
}
