package dev.holdfast.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentChoice;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.text.OutsideText;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Laws of session keys")
class SessionKeyLawsTest {

  private static final AgentChoice CHOICE = AgentChoice.unnamed(AgentId.MAIN);

  @Property(tries = 3000)
  void resolving_is_total_and_what_it_gives_can_be_stored_and_resolved_again(
      @ForAll("keys") String raw) {
    switch (SessionKeys.resolve(raw, CHOICE, MainKey.DEFAULT)) {
      case KeyResolution.Refused refused -> assertThat(refused.message()).isNotBlank();
      case KeyResolution.Resolved resolved -> {
        assertThat(SessionKey.ofStored(resolved.key().value())).isEqualTo(resolved.key());
        assertThat(SessionKeys.resolve(resolved.key().value(), CHOICE, MainKey.DEFAULT))
            .isEqualTo(resolved);
      }
    }
  }

  @Property(tries = 3000)
  void what_resolving_gives_is_never_reserved(@ForAll("keys") String raw) {
    if (SessionKeys.resolve(raw, CHOICE, MainKey.DEFAULT)
        instanceof KeyResolution.Resolved(AgentId agent, SessionKey key)) {
      String folded = key.value().toLowerCase(Locale.ROOT);
      assertThat(folded).doesNotEndWith(":heartbeat").doesNotContain(":heartbeat-run:");
      assertThat(folded.replaceAll("^(agent:[^:]*:\\s*)+", ""))
          .doesNotStartWith("subagent:")
          .doesNotStartWith("cron:")
          .doesNotStartWith("acp:")
          .doesNotStartWith("harness:")
          .doesNotStartWith("internal-session-effects:");
    }
  }

  @Property(tries = 2000)
  void a_bare_key_and_the_same_key_with_its_agent_are_one_session(@ForAll("keys") String raw) {
    if (ParsedKey.of(raw) instanceof ParsedKey.Bare) {
      KeyResolution bare = SessionKeys.resolve(raw, CHOICE, MainKey.DEFAULT);

      if (!raw.isBlank() && !ParsedKey.of(raw).equals(new ParsedKey.Bare(""))) {
        String name = OutsideText.trimmed(raw);
        assertThat(SessionKeys.resolve("agent:main:" + name, CHOICE, MainKey.DEFAULT))
            .isEqualTo(bare);
      }
    }
  }

  @Property(tries = 2000)
  void derived_keys_can_be_stored_and_converge(@ForAll("keys") String raw) {
    if (SessionKeys.resolve(raw, CHOICE, MainKey.DEFAULT)
        instanceof KeyResolution.Resolved(AgentId agent, AgentSessionKey key)) {
      AgentSessionKey heartbeat = key.heartbeat(agent);
      assertThat(SessionKey.ofStored(heartbeat.value())).isEqualTo(heartbeat);
      assertThat(heartbeat.heartbeat(agent)).isEqualTo(heartbeat);
      if (key.thread() instanceof ThreadSplit.Threaded(AgentSessionKey base, String id)) {
        assertThat(SessionKey.ofStored(base.value())).isEqualTo(base);
        assertThat(id).isNotEmpty();
      }
    }
  }

  @Provide
  Arbitrary<String> keys() {
    Arbitrary<String> words =
        Arbitraries.of(
            "agent",
            "Agent",
            "main",
            "Work",
            "global",
            "signal",
            "group",
            "GROUP",
            "matrix",
            "channel",
            "thread",
            "Thread",
            "topic",
            "direct",
            "cron",
            "run",
            "subagent",
            "acp",
            "harness",
            "heartbeat",
            "HEARTBEAT",
            "heartbeat-run",
            "internal-session-effects",
            "incognito-1",
            "node-1",
            "",
            " ",
            "\u03a3",
            "\u0130",
            "\u212a",
            "A\u03a3",
            "\ud83d\ude00",
            "\ud83d",
            "!Room",
            "AbC=");
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(8);
    Arbitrary<String> segments = Arbitraries.oneOf(words, words, words, texts);
    return segments.list().ofMinSize(1).ofMaxSize(8).map(parts -> String.join(":", parts));
  }
}
