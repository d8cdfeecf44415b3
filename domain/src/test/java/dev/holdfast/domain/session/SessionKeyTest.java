package dev.holdfast.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.domain.agent.AgentId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Session key")
class SessionKeyTest {

  private static final MainKey HOME = MainKey.of("home");

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "global, GLOBAL",
    "unknown, UNKNOWN",
    "agent:a:home, MAIN",
    "agent:a:main, MAIN",
    "agent:a:direct:ann, DIRECT",
    "agent:a:telegram:direct:ann, DIRECT",
    "agent:a:telegram:acct:direct:ann, DIRECT",
    "agent:a:telegram:dm:ann, DIRECT",
    "agent:a:telegram:direct, OTHER",
    "agent:a:x::direct:ann, OTHER",
    "agent:a:telegram:group:-100, GROUP",
    "agent:a:slack:channel:c1, GROUP",
    "agent:a:slack:channel:c1:thread:5, THREAD",
    "agent:a:home:thread:5, THREAD",
    "agent:a:telegram:group:-100:topic:7, TOPIC",
    "agent:a:x:topic:7, OTHER",
    "agent:a:cron:job, CRON",
    "agent:a:cron:job:trigger, CRON",
    "agent:a:cron:job:run:, CRON",
    "agent:a:cron:job:run:1, CRON_RUN",
    "agent:a:cron:job:run:1:x, CRON_RUN",
    "agent:a:cron:, OTHER",
    "agent:a:hook:1, HOOK",
    "agent:a:node-7, NODE",
    "agent:a:subagent:1, SUBAGENT",
    "agent:a:acp:1, ACP",
    "agent:a:acp:binding:slack:x:1, ACP",
    "agent:a:harness:codex:1, HARNESS",
    "agent:a:explicit:s1, EXPLICIT",
    "agent:a:openai:1, OPENAI",
    "agent:a:openai-user:ann, OPENAI",
    "agent:a:openresponses:1, OPENAI",
    "agent:a:openresponses-user:ann, OPENAI",
    "agent:a:dashboard:1, DASHBOARD",
    "agent:a:internal-session-effects:r, INTERNAL",
    "agent:a:home:heartbeat, HEARTBEAT",
    "agent:a:global:heartbeat, HEARTBEAT",
    "agent:a:anything, OTHER",
  })
  void tells_what_it_stands_for(String text, SessionKeyKind kind) {
    assertThat(SessionKey.ofStored(text).kind(HOME)).isEqualTo(kind);
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {
        "",
        "main",
        "Global",
        " global",
        "agent:a",
        "agent:a:",
        "agent:A:x",
        "agent:a:X",
        "agent:a:x ",
        "agent:a: x",
        "AGENT:a:x",
        "agent:a b:x",
        "agent:a:x\ty",
        "agent:a:signal:group: X",
        "agent:a:matrix:channel:!R:THREAD:x",
      })
  void that_is_not_canonical_is_not_taken_from_a_store(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SessionKey.ofStored(text));
  }

  @Test
  void that_is_too_long_is_not_taken_from_a_store() {
    String longest = "agent:a:" + "x".repeat(SessionKey.MAX_CODE_POINTS - "agent:a:".length());

    assertThat(SessionKey.ofStored(longest).value()).isEqualTo(longest);
    assertThatIllegalArgumentException().isThrownBy(() -> SessionKey.ofStored(longest + "x"));
  }

  @Test
  void names_its_agent_unless_it_is_a_sentinel() {
    AgentId resolved = new AgentId("resolved");

    assertThat(SessionKey.ofStored("agent:a:x").agent(resolved)).isEqualTo(new AgentId("a"));
    assertThat(SessionKey.ofStored("global").agent(resolved)).isEqualTo(resolved);
    assertThat(agentKey("agent:a:x").agent()).isEqualTo(new AgentId("a"));
    assertThat(agentKey("agent:a:x").rest()).isEqualTo("x");
  }

  @Test
  void equals_the_key_of_the_same_text() {
    assertThat(SessionKey.ofStored("agent:a:x"))
        .isEqualTo(SessionKey.ofStored("agent:a:x"))
        .hasSameHashCodeAs(SessionKey.ofStored("agent:a:x"))
        .hasToString("agent:a:x")
        .isNotEqualTo(SessionKey.ofStored("agent:b:x"));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({
    "agent:a:home, agent:a:home:heartbeat",
    "agent:a:home:heartbeat, agent:a:home:heartbeat",
    "agent:a:home:heartbeat:heartbeat, agent:a:home:heartbeat",
    "agent:a:heartbeat, agent:a:heartbeat:heartbeat",
    "global, agent:main:global:heartbeat",
  })
  void has_one_heartbeat_key_however_often_it_converges(String text, String heartbeat) {
    assertThat(SessionKey.ofStored(text).heartbeat(AgentId.MAIN).value()).isEqualTo(heartbeat);
  }

  @Test
  void of_the_greatest_length_has_a_heartbeat_key_that_can_be_stored() {
    String longest = "agent:a:" + "x".repeat(SessionKey.MAX_CODE_POINTS - "agent:a:".length());

    SessionKey heartbeat = SessionKey.ofStored(longest).heartbeat(AgentId.MAIN);

    assertThat(SessionKey.ofStored(heartbeat.value())).isEqualTo(heartbeat);
  }

  @ParameterizedTest(name = "{0} → {1} in {2}")
  @CsvSource({
    "agent:a:slack:channel:c1:thread:5, agent:a:slack:channel:c1, 5",
    "agent:a:x:thread:1:thread:2, agent:a:x:thread:1, 2",
    "agent:a:matrix:channel:!R:thread:$X, agent:a:matrix:channel:!R, $X",
    "agent:a:matrix:channel:!R:THREAD:a:thread:B, agent:a:matrix:channel:!R:thread:a, B",
    "agent:a:x :thread:y, agent:a:x, y",
  })
  void splits_at_its_last_thread(String text, String base, String threadId) {
    assertThat(agentKey(text).thread())
        .isEqualTo(new ThreadSplit.Threaded(agentKey(base), threadId));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"agent:a:x", "agent:a:thread:5", "agent:a:x:thread:", "agent:a:x:mythread:5"})
  void without_a_thread_stays_whole(String text) {
    assertThat(agentKey(text).thread()).isEqualTo(new ThreadSplit.Whole());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "agent:a:x, 0",
    "agent:a:subagent:1, 1",
    "agent:a:subagent:1:subagent:2, 2",
    "agent:a:home:subagent:1, 1",
    "agent:a:mysubagent:1, 0",
  })
  void counts_the_subagents_on_the_way(String text, int depth) {
    assertThat(agentKey(text).subagentDepth()).isEqualTo(depth);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "agent:a:dashboard:incognito-1, true",
    "agent:a:subagent:incognito-1, true",
    "agent:a:internal-session-effects:incognito-1, true",
    "agent:a:dashboard:incognito-, false",
    "agent:a:dashboard:incognito-1:x, false",
    "agent:a:dashboard:1, false",
    "agent:a:web:incognito-1, false",
  })
  void knows_when_it_may_live_in_memory_only(String text, boolean incognito) {
    assertThat(agentKey(text).isIncognito()).isEqualTo(incognito);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "agent:a:telegram:direct:ann, true",
    "agent:a:telegram:dm:ann, true",
    "agent:a:telegram:acct:direct:ann, true",
    "agent:a:telegram:acct:dm:ann, true",
    "agent:a:slack:channel:c1, true",
    "agent:a:slack:group:g1, true",
    "agent:a:slack:group:, false",
    "agent:a:direct:ann, false",
    "agent:a:home, false",
    "agent:a:agent:group:g1, false",
  })
  void knows_when_it_is_a_delivery_route(String text, boolean route) {
    assertThat(agentKey(text).isDeliveryRoute()).isEqualTo(route);
  }

  @ParameterizedTest(name = "{0}: [{1}]")
  @CsvSource({
    "agent:a:telegram:direct:ann, telegram",
    "agent:a:slack:channel:c1:thread:5, slack",
    "agent:a:direct:ann, ''",
    "agent:a:telegram, ''",
  })
  void names_the_channel_it_goes_over(String text, String channel) {
    assertThat(agentKey(text).channel()).isEqualTo(channel);
  }

  @Test
  void knows_its_heartbeat_suffix() {
    assertThat(agentKey("agent:a:home:heartbeat").endsInHeartbeat()).isTrue();
    assertThat(agentKey("agent:a:home").endsInHeartbeat()).isFalse();
  }

  private static AgentSessionKey agentKey(String text) {
    return (AgentSessionKey) SessionKey.ofStored(text);
  }
}
