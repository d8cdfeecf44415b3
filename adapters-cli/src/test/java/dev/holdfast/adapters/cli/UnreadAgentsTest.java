package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.PageOf;
import dev.holdfast.ports.in.SessionQueries.Listing;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.UnreadAgent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An agent that cannot be read")
final class UnreadAgentsTest {

  private static final UnreadAgent MAIN =
      new UnreadAgent(AgentId.MAIN, UnreadAgent.Reason.UNREADABLE);
  private static final UnreadAgent OPS =
      new UnreadAgent(new AgentId("ops"), UnreadAgent.Reason.NEWER_SCHEMA);

  private static final String WARNING =
      """
      holdfast: Agent main is left out, because its database cannot be read. Find out what is wrong, \
      and what mends it, with: holdfast doctor
      """;

  private static final String NONE = "The other agents have none.\n";

  private final FixedServices services = new FixedServices();

  @BeforeEach
  void openStore() {
    services.stored = () -> new StoredHome.Open(services.lists);
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());
  }

  private Typed type(String line) {
    return Typed.command(services, line.split(" "));
  }

  @Test
  void is_named_beside_the_sessions_of_others() {
    services.listing =
        (agent, limit) ->
            new Listing.Sessions(
                List.of(Samples.session("agent:web:main", "s-1", 4)), More.NONE, List.of(MAIN));

    Typed typed = type("sessions list --home /srv/x");

    assertThat(typed.out()).contains("agent:web:main");
    assertThat(typed.err())
        .isEqualTo(WARNING.replace("holdfast doctor", "holdfast --home /srv/x doctor"));
    assertThat(typed.exit()).isEqualTo(1);
  }

  @Test
  void is_no_empty_list() {
    services.listing = (agent, limit) -> new Listing.Sessions(List.of(), More.NONE, List.of(MAIN));
    services.lists.turns = new PageOf<>(List.of(), "", List.of(MAIN));
    services.lists.archives = new PageOf<>(List.of(), "", List.of(MAIN));

    for (String line :
        List.of("sessions list", "turns list --state running", "sessions archived")) {
      assertThat(type(line)).as(line).isEqualTo(new Typed(NONE, WARNING, 1));
    }
  }

  @Test
  void is_a_member_of_the_answer_in_json() {
    services.listing =
        (agent, limit) -> new Listing.Sessions(List.of(), More.NONE, List.of(MAIN, OPS));

    Typed typed = type("sessions list --json");

    assertThat(typed.out())
        .endsWith(
            """
            "data":{"sessions":[],"more":false,"next":null,"unread":[\
            {"agent":"main","reason":"unreadable"},{"agent":"ops","reason":"newer_schema"}]}}
            """);
    assertThat(Json.at(typed.out(), "error.code")).isEqualTo("agents_unread");
    assertThat(typed.exit()).isEqualTo(1);
  }

  @Test
  void is_named_by_a_gateway_too() throws IOException {
    try (StubGateway gateway = new StubGateway()) {
      services.door = gateway::door;
      gateway.answers(
          200,
          "{\"object\":\"list\",\"data\":[],\"has_more\":false,\"next\":null,"
              + "\"unread\":[{\"agent\":\"main\",\"reason\":\"unreadable\"}]}");

      assertThat(type("turns list")).isEqualTo(new Typed(NONE, WARNING, 1));
    }
  }
}
