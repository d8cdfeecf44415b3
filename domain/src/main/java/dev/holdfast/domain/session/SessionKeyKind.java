package dev.holdfast.domain.session;

/** What a session key stands for, as far as its text tells. */
public enum SessionKeyKind {
  /** The sentinel {@code global}. */
  GLOBAL,
  /** The sentinel {@code unknown}. */
  UNKNOWN,
  /** The agent's main conversation. */
  MAIN,
  /** One peer, over whatever channel and account the key names. */
  DIRECT,
  /** A group or a channel of several people. */
  GROUP,
  /** A thread of a conversation. */
  THREAD,
  /** A forum topic, part of a group's id. */
  TOPIC,
  /** A scheduled job. */
  CRON,
  /** One run of a scheduled job. */
  CRON_RUN,
  /** An inbound web hook. */
  HOOK,
  /** A paired device. */
  NODE,
  /** A session that another one spawned. */
  SUBAGENT,
  /** A session of the agent client protocol. */
  ACP,
  /** A session that an agent harness owns. */
  HARNESS,
  /** A session that was asked for by its id. */
  EXPLICIT,
  /** A conversation that an OpenAI endpoint derived a key for. */
  OPENAI,
  /** A thread of the web console. */
  DASHBOARD,
  /** Effects of the gateway's own work; never listed. */
  INTERNAL,
  /** An isolated heartbeat of another session. */
  HEARTBEAT,
  /** Any other name. */
  OTHER
}
