package dev.holdfast.domain.agent;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("Laws of agent ids")
class AgentIdLawsTest {

  @Property
  void folding_is_idempotent(@ForAll String text) {
    if (AgentId.isFoldable(text)) {
      AgentId once = AgentId.folded(text);

      assertThat(AgentId.folded(once.value())).isEqualTo(once);
      assertThat(AgentId.of(once.value())).isEqualTo(once);
    }
  }
}
