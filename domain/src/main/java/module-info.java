/** Values, sealed results and pure policies: no I/O, no clock, no randomness, no JSON. */
module dev.holdfast.domain {
  requires static transitive org.jspecify;

  exports dev.holdfast.domain.agent;
  exports dev.holdfast.domain.audit;
  exports dev.holdfast.domain.change;
  exports dev.holdfast.domain.context;
  exports dev.holdfast.domain.finding;
  exports dev.holdfast.domain.repair;
  exports dev.holdfast.domain.response;
  exports dev.holdfast.domain.route;
  exports dev.holdfast.domain.session;
  exports dev.holdfast.domain.state;
  exports dev.holdfast.domain.text;
  exports dev.holdfast.domain.token;
  exports dev.holdfast.domain.transcript;
  exports dev.holdfast.domain.turn;
}
