package dev.holdfast.ports.out.model;

/** Executes turns of a kind of route: the plugin port behind which every model stands. */
public interface ModelRuntime {

  /**
   * Prepares one generation; nothing is sent yet.
   *
   * @param deltas told of every piece as it comes, on the thread that runs the generation; silent
   *     for {@link ModelCall.Delivery#WHOLE}
   */
  Generation prepare(ModelCall call, ModelDeltas deltas);

  /** One generation, to be run once. */
  interface Generation {

    /**
     * Asks the model and blocks until the answer is whole, has failed, or was cancelled. Returns
     * within the call's time limit.
     */
    ModelOutcome run();

    /** Ends the generation from another thread, before or while it runs; later calls do nothing. */
    void cancel();
  }

  /** Hears the pieces of a streamed answer. */
  interface ModelDeltas {

    /** The next piece, in the order the model made them. */
    void delta(ModelDelta delta);
  }
}
