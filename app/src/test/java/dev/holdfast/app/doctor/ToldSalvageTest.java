package dev.holdfast.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.StoreMaintenance.KeptIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.Losses;
import dev.holdfast.ports.out.env.StoreMaintenance.Salvage;
import dev.holdfast.ports.out.env.StoreMaintenance.TableSalvage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What came of a salvage is told as it is")
final class ToldSalvageTest {

  private static final String TOKEN = "/home/ann/.holdfast/quarantine/one/token";

  private static String told(TableSalvage... tables) {
    return told("", tables);
  }

  private static String told(String token, TableSalvage... tables) {
    return ToldSalvage.of(
        new Salvage.Done(
            "/home/ann/.holdfast/quarantine/one",
            List.of(tables),
            List.of("4-23"),
            "",
            token,
            List.of(),
            new KeptIdentity.Same(new StoreId("s-1"))));
  }

  private static TableSalvage table(String name, long kept, long lost, Losses losses) {
    return new TableSalvage(name, kept, 0, 0, lost, losses);
  }

  @Test
  void rows_that_nobody_can_count_are_never_none() {
    assertThat(
            told(
                table("agents", 1, 0, Losses.COUNTED),
                table("audit", 0, 0, Losses.UNKNOWN),
                table("changes", 5, 3, Losses.UNKNOWN)))
        .contains(
            "how many rows they had is not known: audit, changes.",
            "agents: 1 kept, 0 rebuilt, 0 set aside, 0 lost;",
            "audit: 0 kept, 0 rebuilt, 0 set aside, an unknown number lost;",
            "changes: 5 kept, 0 rebuilt, 0 set aside, at least 3 lost.",
            "4-23",
            "is kept in /home/ann/.holdfast/quarantine/one.",
            "The store is still s-1.")
        .doesNotContain("TOKENS");
  }

  @Test
  void lost_tokens_come_first_with_what_to_do() {
    assertThat(told(TOKEN, table("tokens", 0, 0, Losses.UNKNOWN)))
        .startsWith("TOKENS ARE LOST, OR MAY BE: 0 kept, an unknown number lost.")
        .contains(
            "holdfast tokens create --name NAME --scope SCOPE.",
            "may have been revoked: it is kept in " + TOKEN + " and not taken in.",
            "makes a new one in the home at its next start");
    assertThat(told(table("tokens", 2, 1, Losses.COUNTED)))
        .startsWith("TOKENS ARE LOST, OR MAY BE: 2 kept, 1 lost.")
        .contains("holdfast tokens list", "makes a new one in the home at its next start")
        .doesNotContain("revoked");
  }

  @Test
  void where_nothing_is_lost_nothing_has_to_be_done() {
    assertThat(told(table("tokens", 2, 0, Losses.COUNTED), table("audit", 0, 0, Losses.COUNTED)))
        .startsWith("Rows by table: tokens: 2 kept, 0 rebuilt, 0 set aside, 0 lost. ")
        .doesNotContain("audit");
  }
}
