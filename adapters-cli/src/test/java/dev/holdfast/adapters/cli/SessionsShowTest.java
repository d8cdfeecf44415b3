package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.route.Canonicalization;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.ports.in.SessionQueries.Showing;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("sessions show")
final class SessionsShowTest {

  private static final SessionEntry SESSION = Samples.session("agent:main:main", "s-1", 9);

  private static final SessionEntry SESSION_WITH_HISTORY =
      new SessionEntry(
          SESSION.agent(),
          SESSION.key(),
          SESSION.id(),
          new PreviousSession.Linked(new SessionId("s-0")),
          SESSION.head(),
          SESSION.eventCount(),
          new RouteSelection.Chosen(codexRoute(), RouteProvenance.USER),
          "Ann's plans",
          SESSION.habit(),
          SESSION.createdAt(),
          SESSION.startedAt(),
          SESSION.updatedAt(),
          SESSION.lastInteractionAt(),
          SESSION.version());

  private final FixedServices services = new FixedServices();

  private static ModelRoute codexRoute() {
    return switch (new RouteCanonicalizer(Set.of())
        .canonicalize(new RouteDraft("openai", "gpt-5.5", "codex", "openai:work"))) {
      case Canonicalization.Canonical(ModelRoute route, var findings) -> route;
      case Canonicalization.NoRoute none -> throw new IllegalStateException("not a whole route");
    };
  }

  private void holds(TranscriptEvent... path) {
    services.showing = (agent, key) -> new Showing.Session(SESSION, List.of(path));
  }

  @Test
  void the_transcript_follows_the_facts() {
    holds(
        Samples.event(1, Item.message(Role.USER, "Hello\nthere")),
        Samples.event(
            2, new Item.ToolCall("c1", "weather", "{\"city\": \"Oslo\"}", RawFields.NONE)),
        Samples.event(
            3, new Item.ToolResult("c1", List.of(ContentPart.text("Rain.")), RawFields.NONE)));

    Typed typed = Typed.command(services, "sessions", "show", "main");

    assertThat(typed.out())
        .isEqualTo(
            """
            key         agent:main:main
            agent       main
            session id  s-1
            model       the agent's own
            started     2026-03-01T12:00:01Z
            updated     2026-03-01T12:00:02Z
            events      3 on this branch, 9 in all

            #1 user  2026-03-01T12:00:01Z
              Hello
              there

            #2 tool call c1  2026-03-01T12:00:02Z
              weather {"city": "Oslo"}

            #3 tool result c1  2026-03-01T12:00:03Z
              Rain.
            """);
    assertThat(typed.exit()).isZero();
  }

  @Test
  void parts_that_are_no_text_are_named_and_not_poured_out() {
    holds(
        Samples.event(
            1,
            new Item.Message(
                Role.ASSISTANT,
                List.of(
                    new ContentPart.Refusal("No.", RawFields.NONE),
                    new ContentPart.Image("data:image/png;base64,AAAA", RawFields.NONE),
                    new ContentPart.File("a.pdf", "AAAA", RawFields.NONE),
                    new ContentPart.Other("input_audio", RawFields.NONE)),
                RawFields.NONE)));

    assertThat(Typed.command(services, "sessions", "show", "main").out())
        .endsWith(
            """
              [refusal] No.
              [image, 26 characters]
              [file a.pdf, 4 characters]
              [input_audio]
            """);
  }

  @Test
  void json_keeps_the_members_nobody_interprets() {
    holds(
        Samples.event(
            1,
            new Item.Message(
                Role.USER,
                List.of(ContentPart.text("Grüße")),
                new RawFields("{\"exact\": 1.10,\n \"name\":\"ann\"}"))));

    Typed typed = Typed.command(services, "sessions", "show", "main", "--json");

    assertThat(typed.out())
        .endsWith(
            """
            "transcript":[{"sequence":1,"id":"e1","parentId":null,"turnId":"t1",\
            "at":"2026-03-01T12:00:01.123Z","tokens":5,"provider":null,"complete":true,\
            "type":"message","role":"user",\
            "content":[{"type":"text","text":"Gr\\u00FC\\u00DFe","extra":{}}],\
            "extra":{"exact":1.10,"name":"ann"}}]}}
            """);
    assertThat(Json.at(typed.out(), "data.session.key")).isEqualTo("agent:main:main");
  }

  @Test
  void a_label_a_chosen_route_and_the_transcript_before_are_told() {
    services.showing = (agent, key) -> new Showing.Session(SESSION_WITH_HISTORY, List.of());

    assertThat(Typed.command(services, "sessions", "show", "main").out())
        .contains(
            "previous id  s-0\nlabel        Ann's plans\nmodel        openai/gpt-5.5 (user)\n");
    assertThat(Typed.command(services, "sessions", "show", "main", "--json").out())
        .contains("\"previousSessionId\":\"s-0\"")
        .contains(
            """
            "route":{"selection":"chosen","provider":"openai","model":"gpt-5.5",\
            "runtime":"codex","authProfile":"openai:work","provenance":"user"}\
            """);
  }

  @Test
  void an_answer_broken_off_is_marked_and_its_maker_named() {
    TranscriptEvent whole = Samples.event(1, Item.message(Role.ASSISTANT, "Once upon"));
    holds(
        new TranscriptEvent(
            whole.id(),
            whole.sequence(),
            whole.parent(),
            whole.turn(),
            whole.at(),
            whole.item(),
            whole.tokens(),
            new EventOrigin.Model(ProviderId.DEMO),
            Completeness.INCOMPLETE));

    assertThat(Typed.command(services, "sessions", "show", "main").out())
        .endsWith("#1 assistant  2026-03-01T12:00:01Z  (incomplete)\n  Once upon\n");
    assertThat(Typed.command(services, "sessions", "show", "main", "--json").out())
        .contains("\"provider\":\"demo\",\"complete\":false");
  }

  @Test
  void what_was_typed_is_passed_on_as_it_is() {
    holds();

    Typed.command(services, "sessions", "show", "@file", "--agent", "Work");
    Typed.command(services, "sessions", "show", "--", "-odd key");

    assertThat(services.asked).containsExactly("show 'Work' '@file'", "show '' '-odd key'");
  }

  @Test
  void a_session_that_is_not_there_is_a_failure() {
    services.showing = (agent, key) -> new Showing.NotFound("Nothing is stored under 'x'.");

    Typed typed = Typed.command(services, "sessions", "show", "x");

    assertThat(typed.err()).isEqualTo("holdfast: Nothing is stored under 'x'.\n");
    assertThat(typed.exit()).isEqualTo(1);
  }

  @Test
  void control_characters_of_a_transcript_stay_text() {
    holds(Samples.event(1, Item.message(Role.USER, "\u001b[2Jgone\u202e\r\u0007 \u009b1m\nnext")));

    assertThat(Typed.command(services, "sessions", "show", "main").out())
        .endsWith(
            """
              \\u{1b}[2Jgone\\u{202e}
              \\u{7} \\u{9b}1m
              next
            """);
    assertThat(Typed.command(services, "sessions", "show", "main", "--json").out())
        .contains("\"\\u001B[2Jgone\\u202E\\r\\u0007 \\u009B1m\\nnext\"");
  }
}
