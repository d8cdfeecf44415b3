package dev.holdfast.app.doctor;

import dev.holdfast.app.configuration.GatewaySettings;
import dev.holdfast.ports.in.ConfigQueries.Validation;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.out.env.HomeInspection;
import dev.holdfast.ports.out.env.HomeInspection.HomeFile;
import dev.holdfast.ports.out.env.Progress;
import dev.holdfast.ports.out.env.StoreFacts;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import dev.holdfast.ports.out.env.StoreInspection.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The facts of one examination; those that several checks need are looked up once. */
final class Chart {

  private final Patient patient;
  private final Set<String> named;
  private final Known<StateReport> state;
  private final Known<List<HomeFile>> homeFiles;
  private final Known<StoreFacts> store;

  /**
   * Facts as they are asked for.
   *
   * @param named the checks that were asked for by name; empty if all look because none was
   * @param depth how much of the store is read
   * @param progress hears of the store being read
   */
  Chart(Patient patient, Set<String> named, Depth depth, Progress progress) {
    this.patient = patient;
    this.named = Set.copyOf(named);
    this.state = new Known<>(patient.state());
    this.homeFiles = new Known<>(patient.files()::files);
    this.store =
        new Known<>(
            () -> patient.store().inspect(patient.home(), depth, new ToldStoreProgress(progress)));
  }

  /** Whether somebody asked for this check by its name. */
  boolean isNamed(String check) {
    return named.contains(check);
  }

  String home() {
    return patient.home();
  }

  Instant now() {
    return patient.clock().instant();
  }

  StateReport state() {
    return state.get();
  }

  /** The files beside the store, asked anew each time. */
  HomeInspection files() {
    return patient.files();
  }

  List<HomeFile> homeFiles() {
    return homeFiles.get();
  }

  StoreFacts store() {
    return store.get();
  }

  /** The store of another home, quickly. */
  StoreFacts storeAt(String otherHome) {
    return patient.store().inspect(otherHome, Depth.QUICK, new ToldStoreProgress(Progress.SILENT));
  }

  /** Databases whose salvage was begun and not completed, relative to the home. */
  List<String> unfinishedSalvages() {
    return patient.maintenance().unfinishedSalvages(patient.home());
  }

  Validation configuration() {
    return patient.configuration().validate();
  }

  Tokens tokens() {
    return patient.store().tokens(patient.home());
  }

  Optional<GatewaySettings> gateway() {
    return patient.gateway().get();
  }
}
