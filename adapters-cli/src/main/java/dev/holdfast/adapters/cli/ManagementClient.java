package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.ArchiveSummary;
import dev.holdfast.ports.in.HomeChanges;
import dev.holdfast.ports.in.HomeQueries;
import dev.holdfast.ports.in.HomeQueries.TurnFilter;
import dev.holdfast.ports.in.IssuedToken;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.PageOf;
import dev.holdfast.ports.in.Recovery.Recovering.Recovered;
import dev.holdfast.ports.in.Recovery.Stuck;
import dev.holdfast.ports.in.Recovery.Wish;
import dev.holdfast.ports.in.SessionAdministration.LabelWish;
import dev.holdfast.ports.in.SessionAdministration.ModelWish;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.Patch;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.in.SessionPlace;
import dev.holdfast.ports.in.SessionSummary;
import dev.holdfast.ports.in.TokenAdministration.KeyWish;
import dev.holdfast.ports.in.TokenAdministration.Lifetime;
import dev.holdfast.ports.in.TokenAdministration.TokenWish;
import dev.holdfast.ports.in.TokenSummary;
import dev.holdfast.ports.in.TurnAdministration.StateWish;
import dev.holdfast.ports.in.TurnSummary;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What operators look at and change, asked of a gateway that runs. */
final class ManagementClient implements HomeQueries, HomeChanges {

  private final GatewayClient gateway;

  ManagementClient(GatewayClient gateway) {
    this.gateway = gateway;
  }

  @Override
  public Outcome<SessionSummary> session(Named session) {
    return ask(GatewayCall.get(path(session, "")), GatewayJson::session);
  }

  @Override
  public Outcome<TurnSummary> turn(String id) {
    return ask(GatewayCall.get("/api/turns/" + GatewayCall.encoded(id)), GatewayJson::turn);
  }

  @Override
  public Outcome<PageOf<TurnSummary>> turns(TurnFilter filter, String after, int limit) {
    GatewayCall call =
        GatewayCall.get("/api/turns")
            .with("agent", filter.agent())
            .with("session", filter.session())
            .with("state", word(filter.state()))
            .with("limit", Integer.toString(limit))
            .with("after", after);
    return ask(call, page -> GatewayJson.page(page, GatewayJson::turn));
  }

  private static String word(StateWish state) {
    return switch (state) {
      case StateWish.Any() -> "";
      case StateWish.Waiting() -> "waiting";
      case StateWish.Begun(TurnState begun) -> Words.of(begun);
    };
  }

  @Override
  public Outcome<List<Stuck>> stuck(Wish wish) {
    GatewayCall call =
        GatewayCall.get("/api/turns/stuck")
            .with("agent", wish.agent())
            .with("session", wish.session());
    return ask(call, GatewayJson::stuckTurns);
  }

  @Override
  public Outcome<Recovered> recover(Wish wish) {
    JsonObject body = new JsonObject();
    if (!wish.agent().isEmpty()) {
      body.put("agent", wish.agent());
    }
    if (!wish.session().isEmpty()) {
      body.put("session", wish.session());
    }
    return ask(GatewayCall.post("/api/turns/recover", body), GatewayJson::recovered);
  }

  @Override
  public Outcome<SessionSummary> patch(Named session, Patch patch) {
    JsonObject body = new JsonObject().put("expected_version", patch.expectedVersion());
    switch (patch.label()) {
      case LabelWish.Kept() -> {}
      case LabelWish.Changed(String label) -> body.putOrNull("label", label);
    }
    switch (patch.model()) {
      case ModelWish.Kept() -> {}
      case ModelWish.AgentDefault() -> body.putNull("model");
      case ModelWish.Chosen(String model) -> body.put("model", model);
    }
    return ask(GatewayCall.patch(path(session, ""), body), GatewayJson::session);
  }

  @Override
  public Outcome<SessionPlace> reset(Named session, RunningTurn running, Runnable whenLate) {
    JsonObject body = new JsonObject().put("force", running == RunningTurn.CANCELLED);
    return ask(GatewayCall.post(path(session, "/reset"), body), whenLate, GatewayJson::place);
  }

  @Override
  public Outcome<ArchiveSummary> delete(Named session, RunningTurn running, Runnable whenLate) {
    String force = running == RunningTurn.CANCELLED ? "true" : "";
    GatewayCall call = GatewayCall.delete(path(session, "")).with("force", force);
    return ask(call, whenLate, GatewayJson::archived);
  }

  @Override
  public Outcome<SessionSummary> restore(String archive) {
    String path = "/api/archives/" + GatewayCall.encoded(archive) + "/restore";
    return ask(GatewayCall.post(path), GatewayJson::session);
  }

  @Override
  public Outcome<TurnSummary> abort(String turn) {
    String path = "/api/turns/" + GatewayCall.encoded(turn) + "/abort";
    return ask(GatewayCall.post(path), GatewayJson::turn);
  }

  @Override
  public Outcome<IssuedToken> createToken(TokenWish wish) {
    JsonObject body =
        new JsonObject().put("name", wish.name()).put("scope", Words.of(wish.scope()));
    if (!wish.agent().isEmpty()) {
      body.put("agent", wish.agent());
    }
    switch (wish.keys()) {
      case KeyWish.Any() -> {}
      case KeyWish.Exact(String key) -> body.put("key", key);
      case KeyWish.Prefix(String prefix) -> body.put("key_prefix", prefix);
    }
    switch (wish.lifetime()) {
      case Lifetime.Unlimited() -> {}
      case Lifetime.Limited(Duration time) -> body.put("expires_in_seconds", time.toSeconds());
    }
    return ask(GatewayCall.post("/api/tokens", body), GatewayJson::issued);
  }

  @Override
  public Outcome<IssuedToken> rotateToken(String id) {
    return ask(
        GatewayCall.post("/api/tokens/" + GatewayCall.encoded(id) + "/rotate"),
        GatewayJson::issued);
  }

  @Override
  public Outcome<TokenSummary> revokeToken(String id) {
    return ask(GatewayCall.delete("/api/tokens/" + GatewayCall.encoded(id)), GatewayJson::token);
  }

  private static String path(Named session, String behind) {
    return GatewayCall.get("/api/sessions/" + GatewayCall.encoded(session.key()) + behind)
        .with("agent", session.agent())
        .path();
  }

  private <T> Outcome<T> ask(GatewayCall call, Function<Members, T> reader) {
    return ask(call, () -> {}, reader);
  }

  private <T> Outcome<T> ask(GatewayCall call, Runnable whenLate, Function<Members, T> reader) {
    return switch (gateway.send(call, whenLate)) {
      case GatewayReply.Done(Members body) -> new Outcome.Done<>(read(call, body, reader));
      case GatewayReply.Refused refused -> ToldReply.outcome(refused, gateway.target());
      case GatewayReply.Unreachable(String reason) ->
          throw new GatewayFailed(ToldReply.unreachable(reason, gateway.target(), call));
    };
  }

  private <T> T read(GatewayCall call, Members body, Function<Members, T> reader) {
    try {
      return reader.apply(body);
    } catch (IllegalArgumentException | DateTimeException foreign) {
      throw new GatewayFailed(
          ToldReply.unreachable("its answer makes no sense here", gateway.target(), call));
    }
  }
}
