package dev.holdfast.domain.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A window over units of all sizes")
class PromptWindowTest {

  private static final long ROOM = 100;

  @Test
  void a_large_document_stays_as_long_as_it_fits() {
    List<PromptUnit> talk = List.of(user(5), answer(5), user(70), answer(10), user(11));

    PromptWindow window = PromptWindow.over(talk, ROOM);

    assertThat(window.kept()).isEqualTo(talk.subList(2, 5));
    assertThat(window.tokens()).isEqualTo(91);
  }

  @Test
  void a_large_document_goes_when_it_does_not_fit() {
    List<PromptUnit> talk = List.of(user(70), answer(10), user(11), answer(10), user(1));

    assertThat(PromptWindow.over(talk, ROOM).kept()).isEqualTo(talk.subList(1, 5));
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void at_least_half_is_used_unless_what_went_last_does_not_fit(
      @ForAll("talks") List<PromptUnit> talk) {
    PromptWindow window = PromptWindow.over(talk, ROOM);
    int start = talk.size() - window.kept().size();

    assertThat(window.tokens())
        .isEqualTo(window.kept().stream().mapToLong(PromptUnit::tokens).sum());
    if (start > 0 && window.tokens() < ROOM / 2) {
      assertThat(window.tokens() + talk.get(start - 1).tokens()).isGreaterThan(ROOM);
    }
  }

  @Provide
  Arbitrary<List<PromptUnit>> talks() {
    return Combinators.combine(
            Arbitraries.of(Role.USER, Role.ASSISTANT), Arbitraries.integers().between(1, 90))
        .as(PromptWindowTest::unit)
        .list()
        .ofMaxSize(40);
  }

  private static PromptUnit user(int tokens) {
    return unit(Role.USER, tokens);
  }

  private static PromptUnit answer(int tokens) {
    return unit(Role.ASSISTANT, tokens);
  }

  private static PromptUnit unit(Role role, int tokens) {
    Item message = Item.message(role, "text");
    return new PromptUnit(
        List.of(new PromptItem(message, EventOrigin.client())), tokens, 1, role == Role.ASSISTANT);
  }
}
