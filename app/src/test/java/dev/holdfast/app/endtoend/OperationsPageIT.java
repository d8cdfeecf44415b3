package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.distribution.Distribution;
import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.endtoend.RawClient.Chat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types what the page for operators shows as typed, and compares what is answered with what it
 * shows. An ellipsis in the page stands for anything: for lines on a line of its own, else for part
 * of one. Times and processes differ each time.
 */
@DisplayName("The page for operators, typed as it stands there")
final class OperationsPageIT {

  private static final String PROMPT = "$ holdfast ";
  private static final String INDENT = "    ";
  private static final String ANYTHING = "…";

  /** What a home is called in the page. */
  private static final String HOME = "/home/ann/";

  @TempDir private Path user;

  /** A command and what it says. */
  private record Exchange(List<String> words, List<String> answer) {}

  @Test
  void diagnoses_and_clears_a_stuck_turn() throws Exception {
    TestHome home = new TestHome(user, ".holdfast");
    try (RunningGateway gateway = home.start()) {
      gateway.raw().chat(Chat.of("agent:main:web:ann", "Hello."));
      try (InputStream answer =
          gateway.raw().stream(Chat.of("agent:main:web:ann", "Go on. demo:slow"))) {
        assertThat(answer.read()).isNotNegative();
        gateway.kill();
      }
    }

    List<Exchange> transcript = transcript("### A stuck turn");

    assertThat(transcript).hasSizeGreaterThan(4);
    for (Exchange exchange : transcript) {
      Finished finished = home.holdfast(exchange.words().toArray(String[]::new)).run();
      assertThat(finished.exit()).as(finished.err()).isZero();
      assertThat(masked(finished.err() + finished.out()).replace(user + "/", HOME))
          .as(String.join(" ", exchange.words()))
          .matches(like(exchange.answer()));
    }
    try (RunningGateway gateway = home.start()) {
      assertThat(gateway.raw().chat(Chat.of("agent:main:web:ann", "And now?")).status())
          .isEqualTo(200);
      gateway.stop();
    }
  }

  /** The commands of a section, each with its answer. */
  private static List<Exchange> transcript(String heading) throws IOException {
    String page = Files.readString(Distribution.checkout().resolve("docs/operations.md"));
    String section = page.substring(page.indexOf(heading) + heading.length());
    List<Exchange> transcript = new ArrayList<>();
    for (String line : section.substring(0, section.indexOf("\n###")).lines().toList()) {
      if (line.startsWith(INDENT + PROMPT)) {
        String words = line.substring(INDENT.length() + PROMPT.length());
        transcript.add(new Exchange(List.of(words.split(" ")), new ArrayList<>()));
      } else if (line.startsWith(INDENT)) {
        transcript.getLast().answer().add(line.substring(INDENT.length()));
      }
    }
    return transcript;
  }

  private static Pattern like(List<String> answer) {
    return Pattern.compile(
        answer.stream().map(OperationsPageIT::like).collect(Collectors.joining()),
        Pattern.MULTILINE);
  }

  private static String like(String line) {
    return line.equals(ANYTHING)
        ? "(.*\\R)*?"
        : Pattern.quote(masked(line)).replace(ANYTHING, "\\E.*\\Q") + " *\\R";
  }

  private static String masked(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("\\d+@", "PROCESS@");
  }
}
