package dev.holdfast.adapters.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.env.ProcessMemory;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.env.Telemetry.Database;
import dev.holdfast.ports.out.env.Telemetry.LogWatch;
import dev.holdfast.ports.out.env.Telemetry.WaitEnd;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What telemetry is told stands on the page of metrics")
class MetricsTest {

  private static final ProviderId OPENAI = new ProviderId("openai");

  private final Injector injector =
      Guice.createInjector(
          new MetricsModule(),
          binder -> binder.bind(ProcessMemory.class).toInstance(() -> OptionalLong.of(1_048_576)));
  private final Telemetry telemetry = injector.getInstance(Telemetry.class);
  private final Metrics metrics = injector.getInstance(Metrics.class);

  private Page page() {
    return Page.read(new String(metrics.page(), StandardCharsets.UTF_8));
  }

  @Test
  void turns_are_counted_by_api_state_and_cause() {
    telemetry.turnEnded(TurnApi.CHAT_COMPLETIONS, TurnState.COMPLETED, Duration.ofMillis(20));
    telemetry.turnEnded(TurnApi.CHAT_COMPLETIONS, TurnState.COMPLETED, Duration.ofMillis(40));
    telemetry.turnFailed(
        TurnApi.RESPONSES, FailureCause.UPSTREAM_BROKEN_OFF, Duration.ofSeconds(3));
    telemetry.turnEnded(TurnApi.RESPONSES, TurnState.CANCELLED, Duration.ofSeconds(1));

    Page page = page();
    assertThat(
            page.value(
                "holdfast_turns_total{api=\"chat_completions\",cause=\"\",state=\"completed\"}"))
        .isEqualTo(2);
    assertThat(
            page.value(
                "holdfast_turns_total{api=\"responses\",cause=\"upstream_broken_off\",state=\"failed\"}"))
        .isEqualTo(1);
    assertThat(page.value("holdfast_turns_total{api=\"responses\",cause=\"\",state=\"cancelled\"}"))
        .isEqualTo(1);
    assertThat(
            page.value(
                "holdfast_turn_duration_seconds_sum{api=\"chat_completions\",state=\"completed\"}"))
        .isCloseTo(0.06, within(1e-9));
    assertThat(
            page.value(
                "holdfast_turn_duration_seconds_bucket{api=\"chat_completions\",state=\"completed\",le=\"0.025\"}"))
        .isEqualTo(1);
  }

  @Test
  void a_refusal_is_counted_by_its_reason_and_is_no_turn() {
    telemetry.turnRefused(TurnApi.RESPONSES, RefusalReason.SESSION_QUEUE_FULL);

    Page page = page();
    assertThat(
            page.value(
                "holdfast_turns_refused_total{api=\"responses\",reason=\"session_queue_full\"}"))
        .isEqualTo(1);
    assertThat(page.samples().keySet()).noneMatch(line -> line.startsWith("holdfast_turns_total"));
  }

  @Test
  void the_queue_shows_who_waits_now_and_how_long_others_did() {
    telemetry.waitBegan();
    telemetry.waitBegan();
    telemetry.waitBegan();
    telemetry.waitEnded(WaitEnd.ENTERED, Duration.ofMillis(7));

    Page page = page();
    assertThat(page.value("holdfast_queue_turns")).isEqualTo(2);
    assertThat(page.value("holdfast_queue_wait_seconds_count{end=\"entered\"}")).isEqualTo(1);
    assertThat(page.value("holdfast_queue_wait_seconds_bucket{end=\"entered\",le=\"0.001\"}"))
        .isZero();
    assertThat(page.value("holdfast_queue_wait_seconds_bucket{end=\"entered\",le=\"0.01\"}"))
        .isEqualTo(1);
  }

  @Test
  void commits_show_how_many_changes_share_one() {
    telemetry.committed(Database.AGENT, 1, Duration.ofNanos(200_000));
    telemetry.committed(Database.AGENT, 7, Duration.ofNanos(300_000));
    telemetry.commitFailed(Database.AGENT, 3);

    Page page = page();
    assertThat(page.value("holdfast_commit_changes_count{database=\"agent\"}")).isEqualTo(2);
    assertThat(page.value("holdfast_commit_changes_sum{database=\"agent\"}")).isEqualTo(8);
    assertThat(page.value("holdfast_commit_changes_bucket{database=\"agent\",le=\"4.0\"}"))
        .isEqualTo(1);
    assertThat(page.value("holdfast_commit_duration_seconds_sum{database=\"agent\"}"))
        .isCloseTo(0.0005, within(1e-9));
    assertThat(page.value("holdfast_commit_failures_total{database=\"agent\"}")).isEqualTo(1);
    assertThat(page.samples())
        .containsEntry("holdfast_commit_changes_count{database=\"control_plane\"}", 0.0);
  }

  @Test
  void the_logs_of_a_kind_are_added_up_while_they_are_watched() {
    LogWatch first = telemetry.watchLog(Database.AGENT, () -> 4_096);
    LogWatch second = telemetry.watchLog(Database.AGENT, () -> 1_000);
    assertThat(page().value("holdfast_wal_size_bytes{database=\"agent\"}")).isEqualTo(5_096);

    first.close();
    first.close();

    assertThat(page().value("holdfast_wal_size_bytes{database=\"agent\"}")).isEqualTo(1_000);
    second.close();
    assertThat(page().value("holdfast_wal_size_bytes{database=\"agent\"}")).isZero();
  }

  @Test
  void a_log_whose_size_cannot_be_read_does_not_break_the_page() {
    telemetry.watchLog(
        Database.AGENT,
        () -> {
          throw new IllegalStateException("on purpose");
        });
    telemetry.leasesTakenOver(0);
    telemetry.leasesTakenOver(2);

    Page page = page();
    assertThat(page.value("holdfast_wal_size_bytes{database=\"agent\"}")).isNaN();
    assertThat(page.value("holdfast_lease_takeovers_total")).isEqualTo(2);
  }

  @Test
  void models_are_timed_by_provider_and_result() {
    telemetry.modelBegan(OPENAI, Duration.ofMillis(300));
    telemetry.modelEnded(OPENAI, new ModelOutcome.Cancelled(List.of()), Duration.ofSeconds(2));
    telemetry.modelEnded(
        OPENAI,
        new ModelOutcome.Failed(TurnFailure.of(FailureCause.UPSTREAM_RATE_LIMITED, "Too many.")),
        Duration.ofSeconds(1));

    Page page = page();
    assertThat(page.value("holdfast_upstream_first_delta_seconds_sum{provider=\"openai\"}"))
        .isCloseTo(0.3, within(1e-9));
    assertThat(
            page.value(
                "holdfast_upstream_duration_seconds_sum{provider=\"openai\",result=\"cancelled\"}"))
        .isEqualTo(2);
    assertThat(
            page.value(
                "holdfast_upstream_duration_seconds_count{provider=\"openai\",result=\"upstream_rate_limited\"}"))
        .isEqualTo(1);
  }

  @Test
  void the_process_tells_of_itself() {
    Page page = page();

    assertThat(page.samples().keySet())
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
        .anyMatch(line -> line.startsWith("jvm_gc_collections_seconds_count{collector="))
        .anyMatch(
            Pattern.compile("holdfast_build_info[{]version=\"[0-9][^\"]*\"[}]").asMatchPredicate());
    assertThat(page.value("jvm_threads_live_threads")).isPositive();
    assertThat(page.value("process_resident_memory_bytes")).isEqualTo(1_048_576);
    assertThat(page.value("process_uptime_seconds")).isPositive();
    assertThat(page.value("process_files_open_files")).isPositive();
    assertThat(page.types()).containsEntry("holdfast_commit_duration_seconds", "histogram");
  }

  @Test
  void a_system_that_does_not_tell_the_memory_has_no_line_for_it() {
    Injector untold =
        Guice.createInjector(
            new MetricsModule(),
            binder -> binder.bind(ProcessMemory.class).toInstance(OptionalLong::empty));

    String page = new String(untold.getInstance(Metrics.class).page(), StandardCharsets.UTF_8);

    assertThat(page).doesNotContain("process_resident_memory");
  }

  @Test
  void a_second_look_shows_the_same_lines() {
    assertThat(page().samples().keySet()).isEqualTo(page().samples().keySet());
  }
}
