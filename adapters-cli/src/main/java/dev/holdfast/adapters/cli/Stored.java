package dev.holdfast.adapters.cli;

import dev.holdfast.domain.state.Standing;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.StoredHome;
import java.util.function.Function;

/** Asks the store directly, whether or not a gateway runs. */
final class Stored {

  private Stored() {}

  static Answer ask(Invocation invocation, Function<HomeLists, Answer> question) {
    return switch (invocation.services().stored()) {
      case StoredHome.Open(HomeLists lists) -> question.apply(lists);
      case StoredHome.NoStore(String home, Standing standing) ->
          DoorProblem.noStore(home, standing);
    };
  }
}
