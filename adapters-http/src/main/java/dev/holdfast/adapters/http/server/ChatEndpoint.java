package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.out.model.CallParameters;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Answers {@code POST /v1/chat/completions}. */
final class ChatEndpoint implements Route.GuardedEndpoint {

  private final RequestBodies bodies;
  private final ChatRequestReader reader;
  private final TurnHeaders headers;
  private final Conversations conversations;
  private final KeepAlives keepAlives;

  @Inject
  ChatEndpoint(
      RequestBodies bodies,
      ChatRequestReader reader,
      TurnHeaders headers,
      Conversations conversations,
      KeepAlives keepAlives) {
    this.bodies = bodies;
    this.reader = reader;
    this.headers = headers;
    this.conversations = conversations;
    this.keepAlives = keepAlives;
  }

  @Override
  public void answer(Exchange exchange, Caller caller) throws IOException {
    RequestBodies.Body<ChatRequest> body = bodies.read(exchange, reader::read);
    ChatRequest chat = body.content();
    TurnRequest turn = turn(exchange, caller, body);
    UnaryOperator<String> names = name -> headers.sentAs(name, exchange, chat.texts());
    switch (chat.delivery()) {
      case WHOLE ->
          new WholeAnswer(exchange, names, CompletionJson::whole).run(conversations, turn);
      case STREAMED ->
          new StreamedAnswer(exchange, names, chat.usageChunk())
              .run(conversations, turn, keepAlives);
    }
  }

  private TurnRequest turn(Exchange exchange, Caller caller, RequestBodies.Body<ChatRequest> body) {
    ChatRequest chat = body.content();
    Target target = headers.target(exchange, chat.texts());
    if (chat.choices() > 1 && !(target instanceof Target.Stateless)) {
      throw HttpProblem.of(
          RequestFault.UNSUPPORTED_PARAMETER,
          "A session has one answer to each turn, so 'n' above 1 is not possible with a session"
              + " key. Nothing was stored.",
          "n");
    }
    return new TurnRequest(
        caller,
        exchange.id(),
        ArrivalHeaders.arrival(exchange, body.digest()),
        TurnApi.CHAT_COMPLETIONS,
        target,
        TurnHeaders.agent(exchange),
        chat.model(),
        TurnHeaders.history(exchange),
        List.of(),
        InputItem.given(chat.items()),
        new CallParameters.OfChat(chat.forwarded()),
        chat.delivery(),
        new ResponseWish.None());
  }
}
