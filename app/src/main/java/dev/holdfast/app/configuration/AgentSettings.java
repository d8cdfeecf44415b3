package dev.holdfast.app.configuration;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.transcript.HistoryMode;
import java.time.Duration;

/**
 * One agent.
 *
 * @param route the agent's own route
 * @param instructions what every keyed turn begins with; empty: nothing
 * @param history what a request without a wish of its own gets
 * @param turnTimeout how long one turn may take, positive
 */
public record AgentSettings(
    AgentId id, ModelRoute route, String instructions, HistoryMode history, Duration turnTimeout) {}
