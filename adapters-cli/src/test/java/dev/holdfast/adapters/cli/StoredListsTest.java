package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.AuditCursor;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.PageOf;
import dev.holdfast.ports.in.SessionQueries.Listing;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TokenSummary;
import dev.holdfast.ports.in.TurnSummary.Stage;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lists that are read from the store")
final class StoredListsTest {

  private final FixedServices services = new FixedServices();

  @BeforeEach
  void open() {
    services.stored = () -> new StoredHome.Open(services.lists);
  }

  private Typed type(String... arguments) {
    return Typed.command(services, arguments);
  }

  @Test
  void the_audit_tells_who_changed_what_a_page_at_a_time() {
    AuditEntry made =
        new AuditEntry(
            2,
            new AuditRecord(
                new AuditId("a"),
                Samples.NOON,
                new AuditAuthor.Token("t-1", "laptop"),
                AuditOperation.SESSION_RESET,
                new AuditTarget.OfAgent(AgentId.MAIN, "agent:main:main"),
                new AuditOutcome.Done(),
                new RequestId("r-1")));
    AuditEntry refused =
        new AuditEntry(
            1,
            new AuditRecord(
                new AuditId("b"),
                Samples.NOON,
                new AuditAuthor.OperatingSystemUser("ann"),
                AuditOperation.TOKEN_REVOKE,
                new AuditTarget.Nothing(),
                new AuditOutcome.Refused("token_not_found"),
                new RequestId("r-2")));
    String after = AuditCursor.behind(made);
    services.lists.audit = new PageOf<>(List.of(made, refused), "c-1");

    Typed typed = type("audit", "list", "--limit", "2", "--after", after);

    assertThat(typed.out())
        .isEqualTo(
            """
            TIME                  AUTHOR  OPERATION      TARGET           OUTCOME          REQUEST
            2026-03-01T12:00:00Z  laptop  session_reset  agent:main:main  done             r-1
            2026-03-01T12:00:00Z  ann     token_revoke                    token_not_found  r-2
            There are more: --after c-1
            """);
    assertThat(services.lists.asked).containsExactly("audit '" + after + "' 2");
    assertThat(Typed.command(new Terminal.Screenful(60), services, "audit", "list").out())
        .contains("TARGET     agent:main:main\n", "REQUEST    r-1\n");
    assertThat(type("audit", "list", "--json").out())
        .isEqualTo(
            """
            {"ok":true,"data":{"rows":[{"id":"a","at":"2026-03-01T12:00:00.123Z",\
            "author":{"type":"token","id":"t-1","name":"laptop"},"operation":"session_reset",\
            "agent":"main","target":"agent:main:main","outcome":"done","reason":null,\
            "requestId":"r-1"},{"id":"b","at":"2026-03-01T12:00:00.123Z","author":{"type":"user",\
            "id":null,"name":"ann"},"operation":"token_revoke","agent":null,"target":null,\
            "outcome":"refused","reason":"token_not_found","requestId":"r-2"}],"more":true,\
            "next":"c-1"}}
            """);
  }

  @Test
  void what_makes_no_sense_is_refused_before_anything_is_read() {
    for (String list : List.of("audit list", "sessions archived", "turns list")) {
      String[] words = list.split(" ");
      assertThat(type(words[0], words[1], "--limit", "1001").exit()).isEqualTo(2);
      assertThat(type(words[0], words[1], "--after", "x").err())
          .isEqualTo(
              "holdfast: --after takes the word that a page of this list told, as it was told.\n");
    }
    assertThat(services.lists.asked).isEmpty();
  }

  @Test
  void the_archive_stands_in_a_table() {
    services.lists.archives = new PageOf<>(List.of(Samples.archived("a-1")), "");

    assertThat(type("sessions", "archived", "--agent", "main").out())
        .isEqualTo(
            """
            ARCHIVE ID  AGENT  KEY              EVENTS  ARCHIVED
            a-1         main   agent:main:main  4       2026-03-01T12:00:00Z
            """);
    assertThat(services.lists.asked).containsExactly("archives 'main' '' 20");
  }

  @Test
  void tokens_stand_in_a_table_without_their_texts() {
    services.lists.tokens =
        List.of(
            Samples.token("t-1", TokenSummary.Use.OTHER),
            new TokenSummary(
                "t-2",
                "first",
                Scope.ADMIN,
                new AgentBinding.Any(),
                new KeyBinding.Any(),
                Samples.NOON,
                Samples.NOON,
                new Expiry.Never(),
                TokenSummary.Use.OWN));

    Typed typed = type("tokens", "list");

    assertThat(typed.out())
        .isEqualTo(
            """
            ID   NAME   SCOPE  REACHES           CREATED               EXPIRES
            t-1  ci     write  agent:main:web:…  2026-03-01T12:00:00Z  2026-04-01T00:00:00Z
            t-2  first  admin  everything        2026-03-01T12:00:00Z  never                 yours
            """);
    assertThat(typed.err()).isEmpty();
  }

  @Test
  void without_a_store_there_is_nothing_to_list() {
    services.stored = () -> new StoredHome.NoStore("/h", new Standing.Own());

    Typed typed = type("tokens", "list");

    assertThat(typed.err()).startsWith("holdfast: There is no store in /h yet.\n");
    assertThat(typed.exit()).isEqualTo(5);
  }

  @Test
  void a_home_that_is_not_meant_is_given_no_store_but_the_name_of_the_one_that_is() {
    for (Standing standing :
        List.of(
            new Standing.Shadow("/h", "/h/.holdfast", Standing.Named.IMPLIED),
            new Standing.Shadow("/h", "/h/.holdfast", Standing.Named.EXPLICIT),
            new Standing.Contradicted("/h/.holdfast"))) {
      services.stored = () -> new StoredHome.NoStore("/h/x", standing);
      services.listing = (agent, limit) -> new Listing.NoStore("/h/x", standing);

      for (Typed typed : List.of(type("tokens", "list"), type("sessions", "list"))) {
        assertThat(typed.err())
            .isEqualTo(
                """
                holdfast: There is no store in /h/x yet.
                  Name the home that is meant: --home /h/.holdfast
                """);
        assertThat(typed.exit()).isEqualTo(5);
      }
    }
  }

  @Test
  void turns_are_listed_without_a_gateway_too() {
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());
    services.lists.turns = new PageOf<>(List.of(Samples.turn("turn_1", new Stage.Running())), "");

    Typed typed = type("turns", "list", "--state", "running");

    assertThat(typed.out())
        .isEqualTo(
            """
            SINCE                 STATE    SESSION             MODEL     ID
            2026-03-01T12:00:00Z  running  agent:main:web:ann  holdfast  turn_1
            """);
    assertThat(typed.err()).isEmpty();
    assertThat(typed.exit()).isZero();
  }

  @Test
  void beside_a_gateway_that_does_not_answer_it_is_said_what_is_left_out() {
    services.door =
        () -> Samples.home(new HomeHolder.Unknown("a process holds its lock"), Samples.noToken());

    Typed typed = type("turns", "list");

    assertThat(typed.err())
        .isEqualTo(
            """
            Something holds /home/ann/.holdfast: a process holds its lock. Nothing was done.
            What follows is what is stored: turns that wait are left out.
            """);
    assertThat(typed.out()).isEqualTo("No turns.\n");
    assertThat(typed.exit()).isZero();
  }

  @Test
  void a_turn_whose_process_is_gone_is_explained_and_shows_what_it_was_asked() {
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());
    services.lists.turn =
        new Outcome.Done<>(
            Samples.turn(
                "turn_1",
                new Stage.Unanswered(
                    TurnState.INTERRUPTED,
                    Samples.NOON.plusSeconds(1),
                    "owner_gone",
                    "The process that ran it is gone.")));
    services.lists.input =
        List.of(
            Samples.event(
                1,
                new Item.Message(
                    Role.USER,
                    List.of(new ContentPart.Text("Hello", RawFields.NONE)),
                    RawFields.NONE)));

    assertThat(type("turns", "show", "turn_1").out())
        .contains("state       interrupted\n")
        .contains("cause       owner_gone\nbecause     The process that ran it is gone.\n")
        .endsWith("\n\n#1 user  2026-03-01T12:00:01Z\n  Hello\n");
    assertThat(type("turns", "show", "turn_1", "--json").out())
        .contains("\"input\":[{\"sequence\":1,");
  }
}
