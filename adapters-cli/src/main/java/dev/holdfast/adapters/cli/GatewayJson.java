package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.StuckReason;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.ArchiveSummary;
import dev.holdfast.ports.in.IssuedToken;
import dev.holdfast.ports.in.PageOf;
import dev.holdfast.ports.in.Recovery.Belonging;
import dev.holdfast.ports.in.Recovery.Recovering.Recovered;
import dev.holdfast.ports.in.Recovery.Stuck;
import dev.holdfast.ports.in.SessionPlace;
import dev.holdfast.ports.in.SessionSummary;
import dev.holdfast.ports.in.TokenSummary;
import dev.holdfast.ports.in.TurnSummary;
import dev.holdfast.ports.in.TurnSummary.Stage;
import dev.holdfast.ports.in.UnreadAgent;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what the management API tells into values. A text that cannot be one of them is an
 * exception of the value's own: no gateway of ours writes it.
 */
final class GatewayJson {

  private GatewayJson() {}

  static <T> PageOf<T> page(Members page, Function<Members, T> entry) {
    return new PageOf<>(
        page.objects("data").stream().map(entry).toList(),
        page.isTrue("has_more") ? page.text("next") : "",
        page.objects("unread").stream().map(GatewayJson::unread).toList());
  }

  private static UnreadAgent unread(Members json) {
    return new UnreadAgent(
        new AgentId(json.text("agent")), Words.read(UnreadAgent.Reason.class, json.text("reason")));
  }

  static List<Stuck> stuckTurns(Members page) {
    return stuck(page.objects("data"));
  }

  static Recovered recovered(Members answer) {
    return new Recovered(stuck(answer.objects("recovered")), stuck(answer.objects("left")));
  }

  private static List<Stuck> stuck(List<Members> all) {
    return all.stream().map(GatewayJson::stuck).toList();
  }

  private static Stuck stuck(Members json) {
    String key = json.text("key");
    return new Stuck(
        AgentId.of(json.text("agent")),
        key.isEmpty() ? new Belonging.None() : new Belonging.Session(SessionKey.ofStored(key)),
        new TurnId(json.text("id")),
        new InstanceId(json.text("owner")),
        instant(json, "since"),
        Words.read(StuckReason.class, json.text("reason")),
        json.text("evidence"));
  }

  static SessionPlace place(Members json) {
    String previous = json.text("previous_session_id");
    return new SessionPlace(
        AgentId.of(json.text("agent")),
        SessionKey.ofStored(json.text("key")),
        new SessionId(json.text("session_id")),
        previous.isEmpty()
            ? new PreviousSession.None()
            : new PreviousSession.Linked(new SessionId(previous)));
  }

  static SessionSummary session(Members json) {
    return new SessionSummary(
        place(json),
        json.text("label"),
        number(json, "events"),
        json.text("selected_model"),
        instant(json, "created_at"),
        instant(json, "started_at"),
        instant(json, "updated_at"),
        instant(json, "last_interaction_at"),
        number(json, "version"));
  }

  static ArchiveSummary archived(Members json) {
    return new ArchiveSummary(
        new ArchiveId(json.text("archive_id")),
        place(json),
        json.text("label"),
        number(json, "events"),
        instant(json, "archived_at"));
  }

  static IssuedToken issued(Members json) {
    return new IssuedToken(token(json), TokenText.of(json.text("token")));
  }

  static TokenSummary token(Members json) {
    Instant created = instant(json, "created_at");
    String agent = json.text("agent");
    String expires = json.text("expires_at");
    return new TokenSummary(
        json.text("id"),
        json.text("name"),
        Words.read(Scope.class, json.text("scope")),
        agent.isEmpty() ? new AgentBinding.Any() : new AgentBinding.Only(AgentId.of(agent)),
        keys(json),
        created,
        json.text("rotated_at").isEmpty() ? created : instant(json, "rotated_at"),
        expires.isEmpty() ? new Expiry.Never() : new Expiry.At(Instant.parse(expires)),
        json.isTrue("self") ? TokenSummary.Use.OWN : TokenSummary.Use.OTHER);
  }

  private static KeyBinding keys(Members json) {
    if (!json.text("key").isEmpty()) {
      return new KeyBinding.Exact(SessionKey.ofStored(json.text("key")));
    }
    String prefix = json.text("key_prefix");
    return prefix.isEmpty() ? new KeyBinding.Any() : new KeyBinding.Prefix(prefix);
  }

  static TurnSummary turn(Members json) {
    return new TurnSummary(
        new TurnId(json.text("id")),
        AgentId.of(json.text("agent")),
        json.text("key"),
        json.text("session_id"),
        json.text("request_id"),
        json.text("attempt_of"),
        json.text("api"),
        json.text("model"),
        json.text("route"),
        instant(json, "since"),
        stage(json));
  }

  private static Stage stage(Members json) {
    String state = json.text("state");
    return switch (state) {
      case "waiting" -> new Stage.Waiting(Integer.parseInt(json.text("position")));
      case "running" -> new Stage.Running();
      case "completed" ->
          new Stage.Answered(
              instant(json, "ended_at"), json.text("finish_reason"), usage(json.object("usage")));
      default ->
          new Stage.Unanswered(
              Words.read(TurnState.class, state),
              instant(json, "ended_at"),
              json.object("failure").text("cause"),
              json.object("failure").text("message"));
    };
  }

  private static Usage usage(Members json) {
    return new Usage(
        number(json, "input_tokens"),
        number(json, "output_tokens"),
        number(json, "cached_tokens"),
        number(json, "cache_write_tokens"),
        number(json, "reasoning_tokens"),
        Words.read(Usage.Source.class, json.text("source")));
  }

  private static Instant instant(Members json, String name) {
    return Instant.parse(json.text(name));
  }

  private static long number(Members json, String name) {
    return Long.parseLong(json.text(name));
  }
}
