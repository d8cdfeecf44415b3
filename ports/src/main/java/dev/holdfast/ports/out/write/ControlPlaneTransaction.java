package dev.holdfast.ports.out.write;

/** An open transaction on the control plane; worthless after its callback returned. */
public interface ControlPlaneTransaction {

  TokenWrites tokens();

  AuditWrites audit();
}
