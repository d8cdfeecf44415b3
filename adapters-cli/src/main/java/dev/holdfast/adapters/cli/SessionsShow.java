package dev.holdfast.adapters.cli;

import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.ports.in.SessionQueries.Showing;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Shows one session with the current branch of its transcript. */
final class SessionsShow implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("show");
    command.usageMessage().description("Show a session and the current branch of its transcript.");
    return command
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .paramLabel("KEY")
                .type(String.class)
                .arity("1")
                .required(true)
                .description("A session key, whole or without its agent, or a session id.")
                .build())
        .addOption(
            AgentOption.withMeaning("The agent of a key that names none. Else the default agent."));
  }

  @Override
  public Answer run(Invocation invocation) {
    String agent = invocation.arguments().text(AgentOption.NAME);
    String key = invocation.arguments().parameter(0);
    return switch (invocation.services().sessions().show(agent, key)) {
      case Showing.Session(SessionEntry entry, List<TranscriptEvent> path) ->
          new Answer.Done(
              new JsonObject()
                  .put("session", SessionFacts.json(entry))
                  .putObjects("transcript", path.stream().map(EventFacts::json).toList()),
              screen -> show(screen, entry, path));
      case Showing.NotFound(String message) ->
          Answer.Problem.of(ExitCode.FAILURE, "session_not_found", message);
    };
  }

  private static void show(Screen screen, SessionEntry entry, List<TranscriptEvent> path) {
    List<String> facts = new ArrayList<>();
    facts.addAll(List.of("key", entry.key().value()));
    facts.addAll(List.of("agent", entry.agent().value()));
    facts.addAll(List.of("session id", entry.id().value()));
    if (!SessionFacts.previous(entry).isEmpty()) {
      facts.addAll(List.of("previous id", SessionFacts.previous(entry)));
    }
    if (!entry.label().isEmpty()) {
      facts.addAll(List.of("label", entry.label()));
    }
    facts.addAll(List.of("model", SessionFacts.route(entry.selection())));
    facts.addAll(List.of("started", Times.text(entry.startedAt())));
    facts.addAll(List.of("updated", Times.text(entry.updatedAt())));
    facts.addAll(
        List.of("events", path.size() + " on this branch, " + entry.eventCount() + " in all"));
    screen.facts(Screen.named(facts));
    for (TranscriptEvent event : path) {
      screen.blank();
      EventFacts.show(screen, event);
    }
  }
}
