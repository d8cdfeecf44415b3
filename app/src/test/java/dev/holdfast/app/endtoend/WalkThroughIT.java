package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.distribution.Distribution;
import dev.holdfast.app.distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Runs what docs/concurrency.md tells a reader to paste into two terminals, block by block. A
 * comment before a block says in which terminal, and what a reader sees before going on.
 */
@DisplayName("The walk through two terminals, one key and a slow model")
final class WalkThroughIT {

  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- terminal (\\d)(?:, once (.*?))? -->\n)?^```sh\n(.*?)^```$",
          Pattern.DOTALL | Pattern.MULTILINE);

  /** Far longer than what a reader waits for takes; only a gateway that hangs reaches it. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir private Path userHome;

  /**
   * A block to paste.
   *
   * @param terminal 0: both
   * @param once what a reader waits for; empty for nothing
   */
  private record Block(int terminal, String once, String text) {}

  private static List<Block> blocks() throws IOException {
    String document = Files.readString(Distribution.checkout().resolve("docs/concurrency.md"));
    Matcher blocks = BLOCK.matcher(document);
    return blocks
        .results()
        .map(
            block ->
                new Block(
                    block.group(1) == null ? 0 : Integer.parseInt(block.group(1)),
                    block.group(2) == null ? "" : block.group(2),
                    block.group(3)))
        .toList();
  }

  @Test
  void shows_what_it_says() throws Exception {
    try (RunningGateway gateway = new TestHome(userHome, ".holdfast").start();
        Terminal one = new Terminal(userHome, gateway);
        Terminal two = new Terminal(userHome, gateway)) {
      List<CompletableFuture<String>> printed = new ArrayList<>();
      for (Block block : blocks()) {
        await(gateway, block.once());
        switch (block.terminal()) {
          case 0 -> {
            one.paste(block.text()).get();
            two.paste(block.text()).get();
          }
          case 1 -> printed.add(one.paste(block.text()));
          default -> {
            CompletableFuture<String> shown = two.paste(block.text());
            shown.get();
            printed.add(shown);
          }
        }
      }
      List<String> shown = new ArrayList<>();
      for (CompletableFuture<String> each : printed) {
        shown.add(each.get());
      }

      showsTheLine(shown.get(3));
      showsOneChain(shown.get(4));
      assertThat(answer(shown.get(0))).isEqualTo("You said: \"One. demo:slow\"");
      assertThat(shown.get(6)).contains("\"code\":\"session_busy\"");
      showsOneAnswer(shown.get(7), shown.get(8));
      showsTheEnd(shown.get(9), shown.get(11));
      Finished stopped = gateway.stop();
      assertThat(stopped.problems()).isEmpty();
    }
  }

  private static void showsTheLine(String table) {
    assertThat(table.lines().filter(line -> line.contains("agent:main:web:ann")).toList())
        .satisfiesExactly(
            third -> assertThat(third).contains("waiting 2").contains("turn_"),
            second -> assertThat(second).contains("waiting 1"),
            first -> assertThat(first).contains("running"));
  }

  private static void showsOneChain(String session) {
    assertThat(session)
        .containsSubsequence(
            "One. demo:slow",
            "You said: \"One. demo:slow\"",
            "Two. demo:slow",
            "You said: \"Two. demo:slow\"",
            "Three. demo:slow",
            "You said: \"Three. demo:slow\"");
  }

  private static void showsOneAnswer(String first, String others) {
    String id = Json.read(first).path("id").asString();
    assertThat(answer(first)).isEqualTo("You said: \"Five. demo:slow\"");
    assertThat(others.split(Pattern.quote(id), -1)).as("mentions of the id").hasSize(3);
    assertThat(others).contains("idempotency-replayed: true");
  }

  private static void showsTheEnd(String running, String aborting) {
    List<JsonNode> told =
        aborting.lines().filter(line -> line.startsWith("{")).map(Json::read).toList();
    assertThat(told.stream().filter(turn -> turn.path("state").asString().equals("cancelled")))
        .hasSize(2);
    assertThat(aborting).contains("\"code\":\"turn_aborted\"");
    assertThat(Json.read(running).at("/error/code").asString()).isEqualTo("turn_aborted");
  }

  private static String answer(String body) {
    return Json.read(body.lines().toList().getFirst()).at("/choices/0/message/content").asString();
  }

  /** Looks until the gateway shows what the reader waits for. */
  private static void await(RunningGateway gateway, String once) {
    Matcher wish = Pattern.compile("(\\d+) (running|waiting)|nothing runs").matcher(once);
    assertThat(once.isEmpty() || wish.matches()).as(once).isTrue();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      if (once.isEmpty() || isSo(gateway, once, wish)) {
        return;
      }
    }
    throw new AssertionError("never came: " + once);
  }

  private static boolean isSo(RunningGateway gateway, String once, Matcher wish) {
    return once.equals("nothing runs")
        ? count(gateway, "running") + count(gateway, "waiting") == 0
        : count(gateway, wish.group(2)) == Integer.parseInt(wish.group(1));
  }

  private static int count(RunningGateway gateway, String state) {
    return gateway.raw().getKnown("/api/turns?state=" + state).json().path("data").size();
  }
}
