package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.domain.agent.AgentChoice;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.KeyResolution;
import dev.holdfast.domain.session.MainKey;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKeys;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.SessionAdministration.Start;
import dev.holdfast.ports.in.SessionQueries;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.ControlPlaneReads.AgentDatabase;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import jakarta.inject.Inject;
import java.util.List;

/** Looks at sessions, of every agent the store knows. */
final class SessionQueryService implements SessionQueries {

  private final ControlPlaneReads controlPlane;
  private final SessionReads sessions;
  private final SessionPages pages;
  private final ConfigurationInForce configuration;

  @Inject
  SessionQueryService(
      ControlPlaneReads controlPlane,
      SessionReads sessions,
      SessionPages pages,
      ConfigurationInForce configuration) {
    this.controlPlane = controlPlane;
    this.sessions = sessions;
    this.pages = pages;
    this.configuration = configuration;
  }

  @Override
  public Listing list(String agent, Start start, int limit) {
    List<AgentId> known = known();
    List<AgentId> asked =
        agent.isBlank()
            ? known
            : known.stream().filter(id -> id.value().equalsIgnoreCase(agent.strip())).toList();
    if (asked.isEmpty()) {
      return new Listing.UnknownAgent(known.stream().map(AgentId::value).toList());
    }
    SessionAdministration.Listing.Page page =
        pages.page(Caller.LOCAL_OPERATOR, asked, start, limit);
    return new Listing.Sessions(page.sessions(), page.more(), page.unread());
  }

  @Override
  public Showing show(String agent, String keyOrId) {
    List<AgentId> known = known();
    if (!agent.isBlank()) {
      known = known.stream().filter(id -> id.value().equalsIgnoreCase(agent.strip())).toList();
      if (known.isEmpty()) {
        return new Showing.NotFound("There is no such agent in this store.");
      }
    }
    AgentChoice choice =
        AgentId.isValid(agent)
            ? AgentChoice.named(AgentId.of(agent))
            : AgentChoice.unnamed(configuration.now().defaultAgent());
    if (SessionKeys.resolve(keyOrId, choice, mainKey())
            instanceof KeyResolution.Resolved(AgentId owner, var key)
        && known.contains(owner)
        && sessions.snapshot(owner, key) instanceof SessionSnapshot.Present present) {
      return new Showing.Session(present.entry(), present.path());
    }
    if (SessionId.isValid(keyOrId)) {
      for (AgentId id : known) {
        if (sessions.snapshot(id, new SessionId(keyOrId))
            instanceof SessionSnapshot.Present present) {
          return new Showing.Session(present.entry(), present.path());
        }
      }
    }
    return new Showing.NotFound(
        "No session has this key or id. 'holdfast sessions list' shows the keys there are.");
  }

  private List<AgentId> known() {
    return controlPlane.agents().stream().map(AgentDatabase::agent).toList();
  }

  private MainKey mainKey() {
    return MainKey.of(configuration.now().session().mainKey());
  }
}
