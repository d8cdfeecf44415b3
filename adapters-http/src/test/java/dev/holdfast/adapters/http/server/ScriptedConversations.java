package dev.holdfast.adapters.http.server;

import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.in.TurnRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Plays a scene for every turn, and remembers what it was asked. */
final class ScriptedConversations implements Conversations {

  private final List<TurnRequest> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch left = new CountDownLatch(1);
  private volatile Scene scene =
      (request, observer, gone) -> {
        throw new IllegalStateException("no scene was set");
      };

  /** What happens in a turn. */
  interface Scene {

    /**
     * Plays the turn on the thread that runs it.
     *
     * @param gone counted down when the server says that the caller is gone
     */
    TurnOutcome play(TurnRequest request, TurnObserver observer, CountDownLatch gone)
        throws InterruptedException;
  }

  void play(Scene next) {
    scene = next;
  }

  /** Counted down when the server says that some turn shall not wait. */
  CountDownLatch left() {
    return left;
  }

  /** Every request that came so far. */
  List<TurnRequest> requests() {
    return requests;
  }

  @Override
  public Turn prepare(TurnRequest request, TurnObserver observer) {
    requests.add(request);
    CountDownLatch gone = new CountDownLatch(1);
    Scene now = scene;
    return new Turn() {
      @Override
      public TurnOutcome run() {
        try {
          observer.named(Scenes.TURN);
          return now.play(request, observer, gone);
        } catch (InterruptedException stopped) {
          throw new IllegalStateException("the scene was interrupted", stopped);
        }
      }

      @Override
      public void callerGone() {
        gone.countDown();
      }

      @Override
      public void leaveQueue() {
        left.countDown();
      }
    };
  }
}
