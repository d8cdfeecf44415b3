package dev.holdfast.ports.in;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;

/** What a session key leads to, and what it led to before. */
public record SessionPlace(AgentId agent, SessionKey key, SessionId id, PreviousSession previous) {}
