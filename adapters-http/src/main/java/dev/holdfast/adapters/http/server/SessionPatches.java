package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.MemberKind;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.text.OutsideText;
import dev.holdfast.ports.in.SessionAdministration.LabelWish;
import dev.holdfast.ports.in.SessionAdministration.ModelWish;
import dev.holdfast.ports.in.SessionAdministration.Patch;
import java.util.Map;

/** Reads what shall become of a session: a member that is not there leaves its part alone. */
final class SessionPatches {

  private static final String EXPECTED_VERSION = "expected_version";
  private static final String LABEL = "label";
  private static final String MODEL = "model";

  /** Longer than any reference that can be stored: provider, slash and model. */
  private static final int MAX_MODEL_LENGTH = 512;

  /** What a patch may hold. */
  static final Map<String, MemberKind> MEMBERS =
      Map.of(
          EXPECTED_VERSION, MemberKind.INTEGER,
          LABEL, MemberKind.STRING,
          MODEL, MemberKind.STRING);

  private SessionPatches() {}

  /**
   * The patch of a request.
   *
   * @throws HttpProblem if it makes no sense
   */
  static Patch of(MemberMap body) {
    body.require(EXPECTED_VERSION);
    return new Patch(body.number(EXPECTED_VERSION), label(body), model(body));
  }

  private static LabelWish label(MemberMap body) {
    if (!body.names(LABEL)) {
      return new LabelWish.Kept();
    }
    String label = body.text(LABEL);
    if (label.length() > SessionChange.MAX_LABEL_LENGTH) {
      throw HttpProblem.of(
          RequestFault.INVALID_VALUE,
          "'label' must have up to 200 characters. Nothing was changed.",
          LABEL);
    }
    if (!OutsideText.isPrintable(label)) {
      throw HttpProblem.of(
          RequestFault.INVALID_VALUE,
          "'label' holds a control character, such as a line break, or half of a surrogate pair."
              + " Nothing was changed.",
          LABEL);
    }
    return new LabelWish.Changed(label);
  }

  private static ModelWish model(MemberMap body) {
    if (!body.names(MODEL)) {
      return new ModelWish.Kept();
    }
    String model = body.text(MODEL);
    if (body.has(MODEL) && (model.isBlank() || model.length() > MAX_MODEL_LENGTH)) {
      throw HttpProblem.of(
          RequestFault.INVALID_VALUE,
          "'model' must name a model, or be null for the agent's own. Nothing was changed.",
          MODEL);
    }
    return body.has(MODEL) ? new ModelWish.Chosen(model) : new ModelWish.AgentDefault();
  }
}
