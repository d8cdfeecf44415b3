package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.SessionAdministration.Start;
import dev.holdfast.ports.in.SessionQueries.Listing;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("sessions list")
final class SessionsListTest {

  private final FixedServices services = new FixedServices();

  private void holdsTwo() {
    services.listing =
        (agent, limit) ->
            new Listing.Sessions(
                List.of(
                    Samples.session("agent:main:web:direct:ann", "s-1", 4),
                    Samples.session("agent:main:main", "s-22", 120)),
                More.SOME,
                List.of());
  }

  @Test
  void sessions_stand_in_a_table() {
    holdsTwo();

    Typed typed = Typed.command(services, "sessions", "list");

    assertThat(typed.out())
        .isEqualTo(
            """
            AGENT  KEY                        EVENTS  UPDATED               SESSION ID
            main   agent:main:web:direct:ann  4       2026-03-01T12:00:02Z  s-1
            main   agent:main:main            120     2026-03-01T12:00:02Z  s-22
            There are more: --after c2Vzc2lvbnMKMjAyNi0wMy0wMVQxMjowMDowMi4xMjNaCm1haW4KYWdlbnQ6bWFpbjptYWlu
            """);
    assertThat(typed.exit()).isZero();
  }

  @Test
  void labels_have_a_column_if_a_session_has_one() {
    services.listing =
        (agent, limit) ->
            new Listing.Sessions(
                List.of(
                    Samples.session("agent:main:web:direct:ann", "s-1", 4, "Ann's plans"),
                    Samples.session("agent:main:main", "s-22", 120)),
                More.NONE,
                List.of());

    Typed typed = Typed.command(services, "sessions", "list");

    assertThat(typed.out())
        .isEqualTo(
            """
            AGENT  KEY                        LABEL        EVENTS  UPDATED               SESSION ID
            main   agent:main:web:direct:ann  Ann's plans  4       2026-03-01T12:00:02Z  s-1
            main   agent:main:main                         120     2026-03-01T12:00:02Z  s-22
            """);
  }

  @Test
  void on_a_narrow_terminal_no_key_and_no_id_is_cut() {
    holdsTwo();

    Typed typed = Typed.command(new Terminal.Screenful(60), services, "sessions", "list");

    assertThat(typed.out())
        .isEqualTo(
            """
            AGENT       main
            KEY         agent:main:web:direct:ann
            EVENTS      4
            UPDATED     2026-03-01T12:00:02Z
            SESSION ID  s-1

            AGENT       main
            KEY         agent:main:main
            EVENTS      120
            UPDATED     2026-03-01T12:00:02Z
            SESSION ID  s-22
            There are more: --after c2Vzc2lvbnMKMjAyNi0wMy0wMVQxMjowMDowMi4xMjNaCm1haW4KYWdlbnQ6bWFpbjptYWlu
            """);
  }

  @Test
  void json_holds_every_fact_in_full() {
    holdsTwo();

    Typed typed = Typed.command(services, "sessions", "list", "--json");

    assertThat(typed.out())
        .startsWith(
            """
            {"ok":true,"data":{"sessions":[{"agent":"main","key":"agent:main:web:direct:ann",\
            "sessionId":"s-1","previousSessionId":null,"label":null,"events":4,\
            "route":{"selection":"agent_default"},"createdAt":"2026-03-01T12:00:00.123Z",\
            "startedAt":"2026-03-01T12:00:01.123Z","updatedAt":"2026-03-01T12:00:02.123Z",\
            "lastInteractionAt":"2026-03-01T12:00:03.123Z","version":7},\
            """)
        .endsWith(
            "],\"more\":true,\"next\":\"c2Vzc2lvbnMKMjAyNi0wMy0wMVQxMjowMDowMi4xMjNaCm1haW4KYWdlbnQ6bWFpbjptYWlu\",\"unread\":[]}}\n");
  }

  @Test
  void no_sessions_is_no_problem() {
    services.listing = (agent, limit) -> new Listing.Sessions(List.of(), More.NONE, List.of());

    Typed typed = Typed.command(services, "sessions", "list");

    assertThat(typed.out())
        .isEqualTo(
            "No session has a turn yet; one that was reset is listed from its next turn on.\n");
    assertThat(typed.exit()).isZero();
  }

  @Test
  void without_options_the_newest_twenty_of_every_agent_are_asked_for() {
    holdsTwo();

    Typed.command(services, "sessions", "list");

    assertThat(services.asked).containsExactly("list '' Newest[] 20");
  }

  @Test
  void the_word_of_a_page_is_where_the_next_one_begins() {
    holdsTwo();
    String next =
        String.valueOf(
            Json.at(Typed.command(services, "sessions", "list", "--json").out(), "data.next"));

    services.listing = (agent, limit) -> new Listing.Sessions(List.of(), More.NONE, List.of());
    Typed typed = Typed.command(services, "sessions", "list", "--after", next, "--json");

    assertThat(services.asked)
        .containsExactly(
            "list '' Newest[] 20",
            "list '' "
                + new Start.Behind(Samples.NOON.plusSeconds(2), AgentId.MAIN, "agent:main:main")
                + " 20");
    assertThat(typed.out())
        .isEqualTo(
            "{\"ok\":true,\"data\":{\"sessions\":[],\"more\":false,\"next\":null,\"unread\":[]}}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "w6",
        "c2Vzc2lvbnM",
        "YXJjaGl2ZXMKMjAyNi0wMy0wMVQxMjowMDowMi4xMjNaCm1haW4KYWdlbnQ6bWFpbjptYWlu",
        "c2Vzc2lvbnMKbm8gdGltZQptYWluCmFnZW50Om1haW46bWFpbg",
        "c2Vzc2lvbnMKMjAyNi0wMy0wMVQxMjowMDowMi4xMjNaCk5vIGFnZW50CmFnZW50Om1haW46bWFpbg"
      })
  void a_word_that_no_page_told_is_refused(String word) {
    Typed typed = Typed.command(services, "sessions", "list", "--after", word);

    assertThat(typed.exit()).isEqualTo(2);
    assertThat(typed.err())
        .isEqualTo(
            "holdfast: --after takes the word that a page of this list told, as it was told.\n");
    assertThat(services.asked).isEmpty();
  }

  @Test
  void options_are_passed_on() {
    holdsTwo();

    Typed.command(services, "sessions", "list", "--agent", "work", "--limit", "1000");

    assertThat(services.asked).containsExactly("list 'work' Newest[] 1000");
  }

  @Test
  void a_limit_out_of_bounds_is_refused() {
    for (String limit : List.of("0", "-3", "1001")) {
      Typed typed = Typed.command(services, "sessions", "list", "--limit=" + limit);

      assertThat(typed.exit()).isEqualTo(2);
      assertThat(typed.err())
          .isEqualTo("holdfast: --limit takes a number from 1 to 1000, not " + limit + ".\n");
    }
  }

  @Test
  void an_unknown_agent_is_answered_with_the_nearest_and_all_known_ones() {
    services.listing = (agent, limit) -> new Listing.UnknownAgent(List.of("main", "work"));

    Typed typed = Typed.command(services, "sessions", "list", "--agent", "wrok");

    assertThat(typed.err())
        .isEqualTo(
            """
            holdfast: There is no agent 'wrok'.
              Did you mean: work
              Agents here: main, work
            """);
    assertThat(typed.exit()).isEqualTo(1);
  }

  @Test
  void a_home_without_a_store_says_how_one_comes_to_be() {
    services.listing = (agent, limit) -> new Listing.NoStore("/h", new Standing.Own());

    Typed typed = Typed.command(services, "sessions", "list");

    assertThat(typed.err())
        .isEqualTo(
            """
            holdfast: There is no store in /h yet.
              The first start makes it: holdfast gateway run
              Or name another home with --home DIR; holdfast state shows how it was found.
            """);
    assertThat(typed.exit()).isEqualTo(5);
  }
}
