package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.ModelQueries;
import dev.holdfast.ports.in.ModelQueries.Lookup;
import dev.holdfast.ports.in.ModelQueries.ModelListing;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Lists the names that a request may give as its model. */
final class ModelsEndpoint {

  private final ModelQueries models;

  /** Clients want to know when a model was created; all we know is since when it is offered. */
  private final long offeredSince;

  @Inject
  ModelsEndpoint(ModelQueries models, Clock clock) {
    this.models = models;
    this.offeredSince = clock.instant().getEpochSecond();
  }

  void list(Exchange exchange, Caller caller) throws IOException {
    JsonText json = new JsonText().raw("{\"object\":\"list\",\"data\":[");
    String separator = "";
    for (ModelListing model : models.list(caller)) {
      write(model, json.raw(separator));
      separator = ",";
    }
    exchange.answer(HttpServletResponse.SC_OK, json.raw("]}").bytes());
  }

  void one(Exchange exchange, Caller caller) throws IOException {
    switch (models.find(caller, exchange.pathValue("id"))) {
      case Lookup.Found(ModelListing model) -> {
        JsonText json = new JsonText();
        write(model, json);
        exchange.answer(HttpServletResponse.SC_OK, json.bytes());
      }
      case Lookup.NotFound(List<String> nearest) ->
          throw HttpProblem.of(
              RequestFault.MODEL_NOT_FOUND, "There is no model of that name." + hint(nearest));
    }
  }

  private void write(ModelListing model, JsonText json) {
    json.raw("{\"id\":").string(model.id());
    json.raw(",\"object\":\"model\",\"created\":").number(offeredSince);
    json.raw(",\"owned_by\":").string(model.ownedBy()).raw("}");
  }

  private static String hint(List<String> nearest) {
    return nearest.isEmpty()
        ? " GET /v1/models lists what there is."
        : " The nearest names are " + String.join(", ", nearest) + ".";
  }
}
