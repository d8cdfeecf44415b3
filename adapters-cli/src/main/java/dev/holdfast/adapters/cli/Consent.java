package dev.holdfast.adapters.cli;

/**
 * What a guarded command's line says about whether it shall be done.
 *
 * @param rehearsal {@code --dry-run}
 * @param sure {@code --yes}
 * @param asOwner {@code --as-owner}
 * @param stopGateway {@code --stop-gateway}
 */
record Consent(boolean rehearsal, boolean sure, boolean asOwner, boolean stopGateway) {

  static Consent of(Arguments typed) {
    return new Consent(
        typed.has(GuardOptions.DRY_RUN),
        typed.has(GuardOptions.YES),
        typed.has(GuardOptions.AS_OWNER),
        typed.has(GuardOptions.STOP_GATEWAY));
  }
}
