package dev.holdfast.app.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;

/** Callers of one gateway over HTTP, each on a connection of its own. */
record GatewayCrowd(GatewayUnderFire gateway, Callers callers, int size) implements Crowd {

  @Override
  public List<Operation> askAtOnce(String key, String tag) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(size);
    Queue<Operation> answered = new ConcurrentLinkedQueue<>();
    List<Future<?>> asking = new ArrayList<>();
    for (int caller = 0; caller < size; caller++) {
      String who = "caller-" + caller;
      asking.add(
          callers.submit(
              () -> {
                start.await();
                return answered.add(gateway.askPlainly(who, key, tag + "-" + who));
              }));
    }
    Callers.join(asking);
    return List.copyOf(answered);
  }
}
