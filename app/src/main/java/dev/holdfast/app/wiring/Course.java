package dev.holdfast.app.wiring;

import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.app.configuration.ConfigurationSource;
import dev.holdfast.app.usecase.GatewayWishes;

/** What decides how a gateway goes on: what holds, where that is written, and who ends it. */
record Course(
    ConfigurationInForce configuration, ConfigurationSource source, GatewayWishes wishes) {}
