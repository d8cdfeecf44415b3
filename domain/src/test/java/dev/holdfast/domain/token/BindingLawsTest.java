package dev.holdfast.domain.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A binding covers another exactly if it reaches all that the other reaches")
class BindingLawsTest {

  private static final List<String> KEYS =
      List.of(
          "agent:main:main",
          "agent:main:web:direct:ann",
          "agent:main:web:direct:bob",
          "agent:main:web:a",
          "agent:main:website:a",
          "agent:other:web:a",
          "global");

  private static final List<String> PREFIXES =
      List.of("agent:", "agent:main:", "agent:main:web:", "agent:main:web:direct:", "agent:other:");

  private static final List<AgentId> AGENTS = List.of(AgentId.MAIN, AgentId.of("other"));

  @Provide
  Arbitrary<KeyBinding> keys() {
    return Arbitraries.of(
        Stream.of(
                Stream.of(new KeyBinding.Any()),
                KEYS.stream().map(SessionKey::ofStored).map(KeyBinding.Exact::new),
                PREFIXES.stream().map(KeyBinding.Prefix::new))
            .flatMap(bindings -> bindings)
            .map(KeyBinding.class::cast)
            .toList());
  }

  @Provide
  Arbitrary<AgentBinding> agents() {
    return Arbitraries.of(
        Stream.concat(
                Stream.of(new AgentBinding.Any()), AGENTS.stream().map(AgentBinding.Only::new))
            .map(AgentBinding.class::cast)
            .toList());
  }

  @Property
  void who_covers_another_reaches_whatever_it_reaches(
      @ForAll("keys") KeyBinding one, @ForAll("keys") KeyBinding other) {
    if (one.covers(other)) {
      assertThat(KEYS.stream().map(SessionKey::ofStored).filter(other::reaches))
          .allMatch(one::reaches);
    }
  }

  @Property
  void who_does_not_cover_a_single_session_does_not_reach_it(
      @ForAll("keys") KeyBinding one, @ForAll("keys") KeyBinding other) {
    if (other instanceof KeyBinding.Exact(SessionKey key)) {
      assertThat(one.covers(other)).isEqualTo(one.reaches(key));
    }
  }

  @Property
  void covering_is_reflexive_and_transitive(
      @ForAll("keys") KeyBinding one,
      @ForAll("keys") KeyBinding other,
      @ForAll("keys") KeyBinding third) {
    assertThat(one.covers(one)).isTrue();
    if (one.covers(other) && other.covers(third)) {
      assertThat(one.covers(third)).isTrue();
    }
  }

  @Property
  void only_what_reaches_everything_covers_it(@ForAll("keys") KeyBinding one) {
    assertThat(one.covers(new KeyBinding.Any())).isEqualTo(one instanceof KeyBinding.Any);
  }

  @Property
  void agents_are_covered_by_all_and_by_themselves(
      @ForAll("agents") AgentBinding one, @ForAll("agents") AgentBinding other) {
    assertThat(one.covers(other)).isEqualTo(one instanceof AgentBinding.Any || one.equals(other));
  }
}
