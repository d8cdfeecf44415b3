package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.MemberKind;
import dev.holdfast.adapters.http.json.RequestBody;
import dev.holdfast.adapters.http.json.RequestProblem;
import dev.holdfast.adapters.http.json.RequestProblem.Fault;
import dev.holdfast.domain.finding.NearestName;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * Reads the bodies of the management API: one small JSON object of a few known members. One that is
 * not known is refused, because whoever sent it wanted something that would not be done.
 */
final class ManagementBodies {

  private final RequestBodies bodies;

  @Inject
  ManagementBodies(RequestBodies bodies) {
    this.bodies = bodies;
  }

  /**
   * Reads a body that must be there.
   *
   * @param known the members it may have, and of which kind each must be
   * @throws HttpProblem if it is not such a body
   */
  MemberMap read(Exchange exchange, Map<String, MemberKind> known) {
    return bodies.read(exchange, (bytes, length) -> read(bytes, length, known)).content();
  }

  /** Reads a body that may be left out, which says what an empty object says. */
  MemberMap readIfAny(Exchange exchange, Map<String, MemberKind> known) {
    HttpServletRequest request = exchange.request();
    boolean hasBody =
        request.getContentLengthLong() > 0 || request.getHeader("transfer-encoding") != null;
    return hasBody ? read(exchange, known) : new MemberMap(Map.of());
  }

  private static MemberMap read(byte[] bytes, int length, Map<String, MemberKind> known) {
    try {
      return RequestBody.read(bytes, length, parser -> new Members(parser, known));
    } catch (RequestProblem problem) {
      throw HttpProblem.of(problem);
    }
  }

  /** The members, taken up one after the other. */
  private static final class Members implements RequestBody.MemberReader<MemberMap> {

    private final JsonParser parser;
    private final Map<String, MemberKind> known;
    private final Map<String, JsonNode> members = new HashMap<>();

    Members(JsonParser parser, Map<String, MemberKind> known) {
      this.parser = parser;
      this.known = known;
    }

    @Override
    public void read() {
      String name = parser.currentName();
      MemberKind kind = known.get(name);
      if (kind == null) {
        throw unknown(name);
      }
      MemberKind.check(Map.of(name, EnumSet.of(kind)), name, parser.nextToken());
      members.put(name, parser.readValueAsTree());
    }

    @Override
    public MemberMap request() {
      return new MemberMap(members);
    }

    private RequestProblem unknown(String name) {
      List<String> near = NearestName.of(name, known.keySet());
      return new RequestProblem(
          Fault.UNSUPPORTED_PARAMETER,
          "The body has a member that means nothing here. Nothing was done. "
              + (near.isEmpty()
                  ? "Known are " + String.join(", ", new TreeSet<>(known.keySet())) + "."
                  : "Did you mean '" + near.getFirst() + "'?"),
          name);
    }
  }
}
