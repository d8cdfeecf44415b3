package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.distribution.Distribution;
import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.distribution.ShellCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the README tells a stranger to paste, as it stands there. Only where another program
 * has the default port is the text given another one.
 */
@DisplayName("The README, pasted by a stranger with an empty home folder")
final class ReadmeIT {

  private static final String DEFAULT_PORT = "18790";

  @TempDir private Path userHome;

  /** A gateway as the README starts it: nothing but the folder of the user says where state is. */
  private RunningGateway start() throws InterruptedException {
    try {
      return startOn(DEFAULT_PORT);
    } catch (AssertionError failed) {
      if (!String.valueOf(failed.getMessage()).contains("cannot be bound")) {
        throw failed;
      }
      return startOn("0");
    }
  }

  private RunningGateway startOn(String port) throws InterruptedException {
    return RunningGateway.start(
        new TestHome(userHome).holdfast("gateway", "run", "--json", "--port", port));
  }

  /** The one block of a language that holds a text. */
  private static String block(String language, String text, RunningGateway gateway)
      throws IOException {
    List<String> found = blocks(language).stream().filter(block -> block.contains(text)).toList();
    assertThat(found).as("blocks of %s with %s", language, text).hasSize(1);
    assertThat(found.getFirst()).contains(":" + DEFAULT_PORT + "/v1");
    return found.getFirst().replace(":" + DEFAULT_PORT, ":" + gateway.url().getPort());
  }

  /** All blocks of a language. */
  private static List<String> blocks(String language) throws IOException {
    String readme = Files.readString(Distribution.checkout().resolve("README.md"));
    Matcher blocks =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(readme);
    return blocks.results().map(block -> block.group(1)).toList();
  }

  private Finished run(String... command) throws InterruptedException {
    Finished finished = new ShellCommand(userHome, List.of(command)).run();
    assertThat(finished.exit()).as(finished.err()).isZero();
    assertThat(finished.err()).isEmpty();
    return finished;
  }

  @Test
  void converses_by_curl_and_goes_on_after_a_restart() throws IOException, InterruptedException {
    String answers;
    try (RunningGateway gateway = start()) {
      answers = run("/bin/sh", "-euc", block("sh", "ask()", gateway)).out();
      gateway.stop();
    }
    String afterwards;
    try (RunningGateway gateway = start()) {
      String conversation = block("sh", "ask()", gateway);
      String lastQuestion =
          conversation.substring(0, conversation.indexOf("\n}\n") + "\n}\n".length())
              + conversation.lines().toList().getLast();
      afterwards = run("/bin/sh", "-euc", lastQuestion).out();
      gateway.stop();
    }

    String[] bodies = answers.split("(?=\\{\"id\":\"chatcmpl-)");
    assertThat(bodies).hasSize(2);
    assertThat(bodies[1]).contains("Ann");
    assertThat(afterwards).contains("Ann");
    assertThat(userHome.resolve(".holdfast/token")).isRegularFile();
  }

  @Test
  void goes_on_from_an_answer_by_its_id_and_fetches_a_later_one() throws Exception {
    String answers;
    try (RunningGateway gateway = start()) {
      String chain = block("sh", "respond()", gateway);
      String background = block("sh", "fetch()", gateway);
      answers = run("/bin/sh", "-euc", chain + background).out();
      gateway.stop();
    }

    List<String> bodies = answers.lines().toList();
    assertThat(bodies).hasSize(2);
    assertThat(words(bodies.getFirst())).contains("Ann");
    assertThat(words(bodies.getLast())).isEqualTo("You said: \"Say this demo:slow\"");
  }

  private static String words(String response) {
    return Json.read(response).at("/output/0/content/0/text").asString();
  }

  @Test
  void has_a_first_conversation_by_the_command_the_gateway_prints() throws InterruptedException {
    try (RunningGateway gateway = start()) {
      String answer = run("/bin/sh", "-euc", gateway.curl() + " -sS").out();

      assertThat(Json.read(answer).at("/choices/0/message/content").asString()).contains("Hello");
      assertThat(gateway.curl()).doesNotContain(gateway.token());
      gateway.stop();
    }
  }

  @Test
  void converses_by_the_openai_client_for_java() throws IOException, InterruptedException {
    assertThat(ran("Readme").lines()).hasSize(2).last().asString().contains("Ann");
  }

  @Test
  void is_answered_later_by_the_openai_client_for_java() throws IOException, InterruptedException {
    assertThat(ran("ReadmeResponses").lines()).singleElement().asString().contains("Ann");
  }

  /** What a Java program of the README prints. */
  private String ran(String program) throws IOException, InterruptedException {
    try (RunningGateway gateway = start()) {
      Path source = userHome.resolve(program + ".java");
      Files.writeString(source, block("java", "class " + program + " ", gateway));
      String printed =
          run(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Duser.home=" + userHome,
                  "-cp",
                  System.getProperty("java.class.path"),
                  source.toString())
              .out();
      gateway.stop();
      return printed;
    }
  }

  @Test
  void configures_without_an_error() throws IOException, InterruptedException {
    List<String> configurations = blocks("json");
    assertThat(configurations).hasSize(2);
    for (String configuration : configurations) {
      Path file = Files.writeString(userHome.resolve("holdfast.json"), configuration);

      Finished finished =
          new TestHome(userHome)
              .holdfast("config", "validate", "--config", file.toString(), "--json")
              .with("OPENAI_API_KEY", "sk-readme")
              .run();

      assertThat(finished.exit()).as(finished.out() + finished.err()).isZero();
      assertThat(Json.read(finished.out()).at("/data/findings").toString()).isEqualTo("[]");
    }
  }
}
