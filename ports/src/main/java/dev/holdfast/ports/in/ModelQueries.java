package dev.holdfast.ports.in;

import dev.holdfast.domain.token.Caller;
import java.util.List;

/** What can be named as {@code model}. */
public interface ModelQueries {

  /** Every agent and routable model the caller may use, agents first. */
  List<ModelListing> list(Caller caller);

  /** One of them by its id, legacy names included. */
  Lookup find(Caller caller, String id);

  /**
   * A name that a request may give as its model.
   *
   * @param ownedBy {@code holdfast} for an agent, else the provider
   */
  record ModelListing(String id, String ownedBy) {}

  /** What a name stands for. */
  sealed interface Lookup {

    record Found(ModelListing model) implements Lookup {}

    /**
     * Nothing has that name.
     *
     * @param nearest names that look like it, nearest first
     */
    record NotFound(List<String> nearest) implements Lookup {
      public NotFound {
        nearest = List.copyOf(nearest);
      }
    }
  }
}
