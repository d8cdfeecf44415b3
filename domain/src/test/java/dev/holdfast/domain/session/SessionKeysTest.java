package dev.holdfast.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentChoice;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.RefusalReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Session key from outside")
class SessionKeysTest {

  private static final AgentId WORK = new AgentId("work");
  private static final AgentChoice NONE_NAMED = AgentChoice.unnamed(AgentId.MAIN);
  private static final MainKey HOME = MainKey.of("home");

  @ParameterizedTest(name = "[{0}] → {1}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        // bare keys are wrapped
        "web:direct:ann, agent:main:web:direct:ann",
        "\"  Web:Direct:ANN\u00a0\ufeff\", agent:main:web:direct:ann",
        "agent, agent:main:agent",
        // a key with an agent keeps it
        "agent:work:x, agent:work:x",
        "AGENT: Work :X, agent:work:x",
        "agent:My Agent:x, agent:my-agent:x",
        "\"agent:work: x\", agent:work:x",
        "agent:work:a::b:, agent:work:a::b:",
        // the main conversation
        "\"\", agent:main:home",
        "\"  \", agent:main:home",
        "main, agent:main:home",
        "MAIN, agent:main:home",
        "home, agent:main:home",
        "Home, agent:main:home",
        "agent:work:main, agent:work:home",
        "agent:work:home, agent:work:home",
        // sentinels
        "global, global",
        "\" GLOBAL \", global",
        "Unknown, unknown",
        "agent:work:global, agent:work:global",
        // case that matters
        "signal:group:AbC+/=:thread:X, agent:main:signal:group:AbC+/=:thread:x",
        "Signal:GROUP: AbC :X, agent:main:signal:group:AbC:x",
        "x:signal:group:AbC, agent:main:x:signal:group:AbC",
        "xsignal:group:AbC, agent:main:xsignal:group:abc",
        "signal:direct:AbC, agent:main:signal:direct:abc",
        "Matrix:Channel:!RoOm:Example.ORG, agent:main:matrix:channel:!RoOm:Example.ORG",
        "matrix:group:!R:e.org:THREAD:$EvT, agent:main:matrix:group:!R:e.org:thread:$EvT",
        "matrix:channel:!R:THREAD:a:Thread:B, agent:main:matrix:channel:!R:THREAD:a:thread:B",
        "matrix:direct:@Ann:E.org, agent:main:matrix:direct:@ann:e.org",
        "x:matrix:channel:!RoOm, agent:main:x:matrix:channel:!room",
        // names that only look like something else
        "cron, agent:main:cron",
        "mycron:x, agent:main:mycron:x",
        "x:cron:y, agent:main:x:cron:y",
        "heartbeats, agent:main:heartbeats",
        "a:heartbeat:b, agent:main:a:heartbeat:b",
        // data, never a path
        "../../etc/passwd, agent:main:../../etc/passwd",
      })
  void is_normalized_and_wrapped(String raw, String expected) {
    assertThat(SessionKeys.resolve(raw, NONE_NAMED, HOME))
        .isInstanceOfSatisfying(
            KeyResolution.Resolved.class,
            resolved -> assertThat(resolved.key().value()).isEqualTo(expected));
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {
        "agent:",
        "agent:main",
        "agent:main:",
        "agent:main:  ",
        "agent:main::x",
        "agent:main: :x",
        "agent::x",
        "agent: :x",
        "agent:!!:x",
        "Agent:main",
        ":x",
        "a\u0000b",
        "a\nb",
        "a\u007fb",
        "a\u0085b",
        "a\ud83d",
        "\ude00a",
        "a\ud83d\ud83db",
      })
  void that_is_malformed_is_refused_and_never_goes_to_the_default_agent(String raw) {
    assertThat(reasonOf(SessionKeys.resolve(raw, NONE_NAMED, HOME)))
        .isEqualTo(RefusalReason.SESSION_KEY_MALFORMED);
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {
        "subagent:1",
        "cron:job",
        "cron:job:run:1",
        "acp:1",
        "harness:codex:1",
        "internal-session-effects:1",
        "cron:",
        " CRON:job",
        "agent:main:cron:job",
        "Agent:MAIN: SubAgent:1",
        "agent:main:agent:main:cron:job",
        "agent:main:agent:other: Harness:x",
        "subagent:1:subagent:2",
        "web:direct:ann:subagent:2",
        "main:heartbeat",
        "agent:main:main:heartbeat",
        "agent:main:main:HeartBeat",
        "main:heartbeat:heartbeat",
        "heartbeat",
        "agent:main:heartbeat",
        "main:heartbeat-run:1",
        "main:heartbeat-run",
        "heartbeat-run:1",
        "matrix:channel:!R:HEARTBEAT",
        "matrix:channel:!R:Heartbeat-Run:1",
        "signal:group:X:heartbeat",
        "signal:group:HEARTBEAT",
      })
  void that_only_the_gateway_may_use_is_refused(String raw) {
    assertThat(reasonOf(SessionKeys.resolve(raw, NONE_NAMED, HOME)))
        .isEqualTo(RefusalReason.SESSION_KEY_RESERVED);
  }

  @Test
  void that_contradicts_the_named_agent_is_refused_with_both_names() {
    KeyResolution refused =
        SessionKeys.resolve("agent:work:x", AgentChoice.named(AgentId.MAIN), HOME);

    assertThat(reasonOf(refused)).isEqualTo(RefusalReason.SESSION_KEY_AGENT_MISMATCH);
    assertThat(((KeyResolution.Refused) refused).message()).contains("'work'", "'main'");
  }

  @Test
  void of_the_main_agent_is_no_alias_for_the_main_key_of_another() {
    KeyResolution refused = SessionKeys.resolve("agent:main:main", AgentChoice.named(WORK), HOME);

    assertThat(reasonOf(refused)).isEqualTo(RefusalReason.SESSION_KEY_AGENT_MISMATCH);
  }

  @ParameterizedTest(name = "{0} with {1} named → {2}")
  @CsvSource({
    "agent:work:x, work, work",
    "x, work, work",
    "global, work, work",
    "agent:Work:x, '', work",
    "x, '', main",
    "global, '', main",
  })
  void lives_with_the_agent_that_key_and_request_agree_on(String raw, String named, String agent) {
    AgentChoice choice = named.isEmpty() ? NONE_NAMED : AgentChoice.named(AgentId.of(named));

    assertThat(SessionKeys.resolve(raw, choice, HOME))
        .isInstanceOfSatisfying(
            KeyResolution.Resolved.class,
            resolved -> {
              assertThat(resolved.agent().value()).isEqualTo(agent);
              assertThat(resolved.key().agent(resolved.agent())).isEqualTo(resolved.agent());
            });
  }

  @Test
  void may_have_512_code_points_after_its_agent_was_added() {
    String longest = "\ud83d\ude00".repeat(SessionKey.MAX_CODE_POINTS - "agent:main:".length());

    assertThat(SessionKeys.resolve("  " + longest + "  ", NONE_NAMED, HOME))
        .isInstanceOf(KeyResolution.Resolved.class);
    assertThat(reasonOf(SessionKeys.resolve(longest + "x", NONE_NAMED, HOME)))
        .isEqualTo(RefusalReason.SESSION_KEY_TOO_LONG);
  }

  @Test
  void is_counted_after_folding_which_can_lengthen_it() {
    String dottedCapitals = "\u0130".repeat(300);

    assertThat(reasonOf(SessionKeys.resolve(dottedCapitals, NONE_NAMED, HOME)))
        .isEqualTo(RefusalReason.SESSION_KEY_TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent:", "cron:s3cret", "s3cret\nx", "agent:work:s3cret"})
  void is_never_repeated_in_the_refusal(String raw) {
    KeyResolution refused = SessionKeys.resolve(raw, AgentChoice.named(AgentId.MAIN), HOME);

    assertThat(((KeyResolution.Refused) refused).message())
        .doesNotContain("s3cret")
        .contains("Nothing was stored");
  }

  @Test
  void names_its_agent_by_itself_or_not() {
    assertThat(SessionKeys.namedAgent(" Agent:Work:ann ")).contains(AgentId.of("work"));
    for (String raw : new String[] {"", "ann", "global", "agent:", "agent:work", "work:ann"}) {
      assertThat(SessionKeys.namedAgent(raw)).as(raw).isEmpty();
    }
  }

  private static RefusalReason reasonOf(KeyResolution resolution) {
    assertThat(resolution).isInstanceOf(KeyResolution.Refused.class);
    return ((KeyResolution.Refused) resolution).reason();
  }
}
