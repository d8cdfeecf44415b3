package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.GatewayClient.Target;
import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.domain.state.GatewayAnswer;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.WriteFacts;
import dev.holdfast.ports.in.HomeDoor;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.HomeDoor.TokenAtHand;
import dev.holdfast.ports.in.HomeRelease;
import dev.holdfast.ports.in.HomeRelease.Waiting;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What becomes of a gateway that was told to end, or to start anew. */
final class Aftermath {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final HomeDoor door;
  private final HomeRelease release;
  private final Sight.Home home;
  private final WriteFacts.Consent consent;

  Aftermath(HomeDoor door, HomeRelease release, Sight.Home home, WriteFacts.Consent consent) {
    this.door = door;
    this.release = release;
    this.home = home;
    this.consent = consent;
  }

  /** The home the gateway worked on. */
  String home() {
    return home.home();
  }

  /** Waits until nobody holds the home. */
  Waiting awaitFree(Duration patience) {
    return release.await(home.home(), patience);
  }

  /**
   * Waits until a gateway of the home serves that began to at another time. It may have another
   * address by then, and proves itself before it is shown the token again.
   *
   * @param since when the one before began to serve, as it told
   */
  Optional<Members> awaitAnother(String since, Duration patience) {
    long began = System.nanoTime();
    while (System.nanoTime() - began < patience.toNanos()) {
      Optional<Members> now = look().filter(status -> isAnother(status, since));
      if (now.isPresent() || !paused()) {
        return now;
      }
    }
    return Optional.empty();
  }

  private static boolean isAnother(Members status, String since) {
    return !status.text("serving_since").equals(since) && !status.text("state").equals("starting");
  }

  /** How the gateway stands that holds the home now, if one does and proves it. */
  private Optional<Members> look() {
    if (door.look(consent) instanceof Sight.Home now
        && now.holder() instanceof HomeHolder.Gateway gateway
        && now.token() instanceof TokenAtHand.Some token
        && Challenge.of(gateway.url(), token) instanceof GatewayAnswer.Proven(var store)) {
      Target target = new Target(gateway.url(), store, token.text(), token.place());
      try (GatewayClient client = new GatewayClient(target)) {
        return client.send(GatewayCall.get("/api/gateway"))
                instanceof GatewayReply.Done(Members body)
            ? Optional.of(body)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether the wait was not cut short. */
  private static boolean paused() {
    try {
      return !new CountDownLatch(1).await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
