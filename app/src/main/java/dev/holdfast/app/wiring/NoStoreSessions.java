package dev.holdfast.app.wiring;

import dev.holdfast.domain.state.Standing;
import dev.holdfast.ports.in.SessionAdministration.Start;
import dev.holdfast.ports.in.SessionQueries;

/** The sessions of a home that has no store yet. */
record NoStoreSessions(String home, Standing standing) implements SessionQueries {

  @Override
  public Listing list(String agent, Start start, int limit) {
    return new Listing.NoStore(home, standing);
  }

  @Override
  public Showing show(String agent, String keyOrId) {
    return new Showing.NotFound(
        "There is no store in "
            + home
            + " yet. "
            + switch (standing) {
              case Standing.Own() -> "The first start makes it: holdfast gateway run";
              case Standing.Shadow shadow -> meant(shadow.canonicalHome());
              case Standing.Contradicted(String canonicalHome) -> meant(canonicalHome);
            });
  }

  private static String meant(String canonicalHome) {
    return "Name the home that is meant: --home " + canonicalHome;
  }
}
