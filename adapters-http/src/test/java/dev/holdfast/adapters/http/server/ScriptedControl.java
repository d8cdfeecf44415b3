package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.GatewayControl;
import dev.holdfast.ports.in.Requester;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The gateway's process as the use cases behind the server would tell it. */
final class ScriptedControl implements GatewayControl {

  static final Finding FINDING =
      new Finding("config-wrong", Severity.ERROR, "No.", "holdfast.json", "Mend it.");

  /** What was asked for. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private volatile boolean refuses;
  private volatile boolean tooLate;
  private volatile boolean bound;

  /** From now on no configuration can hold. */
  void refuseConfigurations() {
    refuses = true;
  }

  /** From now on the gateway stops. */
  void beTooLate() {
    tooLate = true;
  }

  /** From now on every caller is bound. */
  void bind() {
    bound = true;
  }

  @Override
  public Status status() {
    return status(Phase.SERVING);
  }

  private static Status status(Phase phase) {
    Instant since = Instant.parse("2026-01-02T03:04:05.678Z");
    return new Status(
        phase,
        2,
        1,
        since,
        "store-1",
        "http://127.0.0.1:18790",
        7,
        new Settings("/home/holdfast.json", since.plusSeconds(1), List.of("gateway.port")));
  }

  @Override
  public Change drain(Requester by) {
    return change("drain", Phase.DRAINING, by);
  }

  @Override
  public Change undrain(Requester by) {
    return change("undrain", Phase.SERVING, by);
  }

  @Override
  public Change stop(Requester by) {
    return change("stop", Phase.SERVING, by);
  }

  private Change change(String verb, Phase then, Requester by) {
    asked.add(verb + " in " + by.request());
    if (bound) {
      return new Change.BeyondBinding();
    }
    return tooLate ? new Change.TooLate(status(Phase.STOPPING)) : new Change.Made(status(then));
  }

  @Override
  public Restart restart(Requester by) {
    asked.add("restart in " + by.request());
    return foreseenRestart(by);
  }

  @Override
  public Restart foreseenRestart(Requester by) {
    if (bound) {
      return new Restart.BeyondBinding();
    }
    if (tooLate) {
      return new Restart.TooLate(status(Phase.STOPPING));
    }
    return refuses ? new Restart.Kept(List.of(FINDING)) : new Restart.Begun(status());
  }

  @Override
  public Reload reload(Requester by) {
    asked.add("reload in " + by.request());
    return foreseenReload(by);
  }

  @Override
  public Reload foreseenReload(Requester by) {
    if (bound) {
      return new Reload.BeyondBinding();
    }
    return refuses
        ? new Reload.Kept(List.of(FINDING))
        : new Reload.Applied(List.of("agents.main.model"), List.of("gateway.port"), List.of());
  }

  @Override
  public Reload reload() {
    throw new UnsupportedOperationException("the server has no signals");
  }
}
