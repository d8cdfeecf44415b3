package dev.holdfast.app.wiring;

import dev.holdfast.ports.in.SessionAdministration.Start;
import dev.holdfast.ports.in.SessionQueries;

/** The sessions of a home that has no store yet. */
record NoStoreSessions(String home) implements SessionQueries {

  @Override
  public Listing list(String agent, Start start, int limit) {
    return new Listing.NoStore(home);
  }

  @Override
  public Showing show(String agent, String keyOrId) {
    return new Showing.NotFound(
        "There is no store in " + home + " yet. The first start makes it: holdfast gateway run");
  }
}
