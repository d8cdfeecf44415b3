package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ControlPlaneReads.AgentDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the control plane promises: identity, agents, tokens, audit. */
public interface ControlPlaneContract extends TokenChangeContract, AuditContract {

  private void add(TokenRecord token) {
    store()
        .transactions()
        .inControlPlane(
            work -> {
              work.tokens().add(token);
              return token;
            });
  }

  @Test
  default void a_token_is_read_back_as_it_was_added() {
    List<TokenRecord> tokens =
        List.of(
            Tokens.token("1"),
            Tokens.token(
                "2",
                Scope.WRITE,
                new AgentBinding.Only(AGENT),
                new KeyBinding.Exact(Samples.key("ann")),
                new Expiry.At(Samples.at(100))),
            Tokens.token(
                "3",
                Scope.READ,
                new AgentBinding.Only(new AgentId("other")),
                new KeyBinding.Prefix("agent:other:web:"),
                new Expiry.At(Samples.at(0))));

    tokens.forEach(this::add);

    assertThat(store().controlPlane().tokens()).containsExactlyInAnyOrderElementsOf(tokens);
  }

  @Test
  default void a_token_id_is_used_once() {
    add(Tokens.token("1"));

    assertThatThrownBy(() -> add(Tokens.token("1")))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));

    assertThat(store().controlPlane().tokens()).hasSize(1);
  }

  @Test
  default void a_token_of_work_that_throws_is_not_added() {
    add(Tokens.token("0"));

    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .inControlPlane(
                        work -> {
                          work.tokens().add(Tokens.token("1"));
                          throw new IllegalArgumentException("on purpose");
                        }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(store().controlPlane().tokens()).containsExactly(Tokens.token("0"));
  }

  @Test
  default void agents_have_databases_below_the_home() {
    assertThat(store().controlPlane().agents())
        .singleElement()
        .satisfies(
            agent -> {
              assertThat(agent.agent()).isEqualTo(AGENT);
              assertThat(agent.relativePath()).startsWith("agents/main/").doesNotContain("..");
            });
  }

  @Test
  default void the_store_keeps_its_identity_and_takes_in_new_agents() {
    String id = store().controlPlane().storeId().value();
    add(Tokens.token("1"));
    store().storage().close();

    store().storage().open(Samples.request(AGENT, new AgentId("second")));

    assertThat(id).isNotBlank();
    assertThat(store().controlPlane().storeId().value()).isEqualTo(id);
    assertThat(store().controlPlane().agents())
        .extracting(AgentDatabase::agent)
        .containsExactly(AGENT, new AgentId("second"));
    assertThat(store().controlPlane().tokens()).containsExactly(Tokens.token("1"));
  }
}
