package dev.holdfast.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.Standing;
import dev.holdfast.ports.in.SessionQueries.Showing;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A session that is asked for where there is no store")
class NoStoreSessionsTest {

  private static final String MEANT = "/h/.holdfast";

  @Test
  void is_told_what_makes_a_store_if_the_home_is_the_one_that_is_meant() {
    assertThat(shown(new Standing.Own()))
        .endsWith("yet. The first start makes it: holdfast gateway run");
  }

  @Test
  void is_told_which_home_is_meant_if_this_one_is_not() {
    assertThat(shown(new Standing.Shadow("/h", MEANT, Standing.Named.IMPLIED)))
        .endsWith("yet. Name the home that is meant: --home " + MEANT);
    assertThat(shown(new Standing.Contradicted(MEANT)))
        .endsWith("yet. Name the home that is meant: --home " + MEANT);
  }

  private static String shown(Standing standing) {
    Showing showing = new NoStoreSessions("/h/x", standing).show("", "ann");
    assertThat(showing).isInstanceOf(Showing.NotFound.class);
    return ((Showing.NotFound) showing).message();
  }
}
