package dev.holdfast.app.doctor;

import dev.holdfast.app.configuration.GatewaySettings;
import dev.holdfast.ports.in.ConfigQueries;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.out.env.HomeInspection;
import dev.holdfast.ports.out.env.HomeMaintenance;
import dev.holdfast.ports.out.env.StoreInspection;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.SupportFiles;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A home as the doctor can get at it. Nothing is looked up before it is asked for.
 *
 * @param home its real path; empty if none could be located
 * @param gateway how the gateway is configured to listen; empty if the configuration does not hold
 */
public record Patient(
    String home,
    Supplier<StateReport> state,
    HomeInspection files,
    HomeMaintenance mending,
    StoreInspection store,
    StoreMaintenance maintenance,
    LeftTurns turns,
    SupportFiles support,
    ConfigQueries configuration,
    Supplier<Optional<GatewaySettings>> gateway,
    Clock clock) {}
