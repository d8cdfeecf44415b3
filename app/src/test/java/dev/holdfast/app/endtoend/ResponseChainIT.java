package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAiResponses.ask;
import static dev.holdfast.app.endtoend.OpenAiResponses.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A chain of responses without a session key")
final class ResponseChainIT {

  private static final int STEPS = 50;
  private static final int FORKED_AT = 10;
  private static final int FORKS = 8;

  @TempDir private Path scratch;

  /** Tells one secret after another, each behind the one before; gives all responses. */
  private static List<Response> chain(OpenAiResponses responses, int steps) {
    List<Response> chain = new ArrayList<>();
    chain.add(responses.whole(ask(fact(1))));
    for (int step = 2; step <= steps; step++) {
      Response next = responses.whole(ask(fact(step)).previousResponseId(chain.getLast().id()));
      assertThat(next.previousResponseId()).contains(chain.getLast().id());
      chain.add(next);
    }
    return chain;
  }

  private static String fact(int step) {
    return "The number of box%d is value%d.".formatted(step, step);
  }

  private static Response asked(OpenAiResponses responses, Response after, int box) {
    return responses.whole(
        ask("What is the number of box%d?".formatted(box)).previousResponseId(after.id()));
  }

  @Test
  void of_50_steps_goes_on_after_a_restart_and_after_a_crash() throws InterruptedException {
    TestHome home = new TestHome(scratch);
    List<Response> chain;
    try (RunningGateway gateway = home.start();
        OpenAi client = gateway.openAi()) {
      chain = chain(OpenAiResponses.of(client), STEPS);
      assertThat(gateway.stop().problems()).isEmpty();
    }
    Response afterRestart;
    try (RunningGateway gateway = home.start();
        OpenAi client = gateway.openAi()) {
      OpenAiResponses responses = OpenAiResponses.of(client);
      afterRestart = asked(responses, chain.getLast(), 1);
      assertThat(text(afterRestart)).contains("value1.");
      assertThat(text(asked(responses, chain.getLast(), STEPS))).contains("value" + STEPS);
      for (Response step : chain) {
        assertThat(responses.stored(step.id())).isEqualTo(step);
      }
      gateway.kill();
    }
    try (RunningGateway gateway = home.start();
        OpenAi client = gateway.openAi()) {
      OpenAiResponses responses = OpenAiResponses.of(client);
      assertThat(responses.stored(afterRestart.id())).isEqualTo(afterRestart);
      assertThat(text(asked(responses, afterRestart, FORKED_AT))).contains("value" + FORKED_AT);
      assertThat(Json.read(home.run("sessions", "list", "--json").out()).at("/data/sessions"))
          .as("a chain is no session")
          .isEmpty();
      gateway.stop();
    }
  }

  @Test
  void forks_at_any_step_and_the_branches_grow_side_by_side() throws Exception {
    TestHome home = new TestHome(scratch);
    try (RunningGateway gateway = home.start();
        OpenAi client = gateway.openAi();
        ExecutorService threads = Executors.newFixedThreadPool(FORKS)) {
      OpenAiResponses responses = OpenAiResponses.of(client);
      List<Response> chain = chain(responses, FORKED_AT + 2);
      Response fork = chain.get(FORKED_AT - 1);

      List<Future<Response>> tips =
          IntStream.range(0, FORKS)
              .mapToObj(branch -> threads.submit(() -> branch(responses, fork, branch)))
              .toList();

      for (int branch = 0; branch < FORKS; branch++) {
        Response tip = tips.get(branch).get();
        assertThat(text(asked(responses, tip, 100 + branch))).contains("value" + (100 + branch));
        assertThat(text(asked(responses, tip, FORKED_AT))).contains("value" + FORKED_AT);
        assertThat(text(asked(responses, tip, FORKED_AT + 1)))
            .as("what came behind the fork is not of this branch")
            .doesNotContain("value" + (FORKED_AT + 1));
        int other = 100 + (branch + 1) % FORKS;
        assertThat(text(asked(responses, tip, other))).doesNotContain("value" + other);
      }
      assertThat(text(asked(responses, chain.getLast(), FORKED_AT + 1)))
          .contains("value" + (FORKED_AT + 1));
      gateway.stop();
    }
  }

  /** Goes on from a response by steps of its own. */
  private static Response branch(OpenAiResponses responses, Response fork, int branch) {
    Response tip = responses.whole(ask(fact(100 + branch)).previousResponseId(fork.id()));
    for (int step = 0; step < 3; step++) {
      tip = responses.whole(ask("Good morning.").previousResponseId(tip.id()));
    }
    return tip;
  }

  @Test
  void does_not_wait_for_a_slow_step_of_another_branch() throws Exception {
    TestHome home = new TestHome(scratch);
    try (RunningGateway gateway = home.start();
        OpenAi client = gateway.openAi()) {
      OpenAiResponses responses = OpenAiResponses.of(client);
      Response root = responses.whole(ask(fact(1)));
      Response slow =
          responses.whole(ask("demo:slow").previousResponseId(root.id()).background(true));

      Response other = asked(responses, root, 1);

      assertThat(text(other)).contains("value1");
      assertThat(responses.stored(slow.id()).status()).contains(ResponseStatus.IN_PROGRESS);
      client.client().responses().cancel(slow.id());
      gateway.stop();
    }
  }
}
