package dev.holdfast.ports.contract;

/**
 * What a store of sessions promises.
 *
 * <p>Not asserted: how long anything takes; what a list shows of a session that changes between two
 * of its pages.
 */
public interface SessionContract
    extends ReservationContract,
        RotationContract,
        ExpectationContract,
        HeadContract,
        ClientHabitContract,
        RouteSelectionContract,
        SessionListContract,
        BoundListContract,
        LabelContract,
        ArchiveContract,
        AuditOutboxContract {}
