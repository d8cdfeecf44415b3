package dev.holdfast.adapters.cli;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.ConfigQueries;
import dev.holdfast.ports.in.ConfigQueries.Validation;
import dev.holdfast.ports.in.DirectAccess;
import dev.holdfast.ports.in.Doctor;
import dev.holdfast.ports.in.GatewayRuns;
import dev.holdfast.ports.in.GatewayRuns.Announcer;
import dev.holdfast.ports.in.GatewayRuns.Ended;
import dev.holdfast.ports.in.GatewayRuns.RunOptions;
import dev.holdfast.ports.in.GatewayRuns.Status;
import dev.holdfast.ports.in.HomeDoor;
import dev.holdfast.ports.in.HomeRelease;
import dev.holdfast.ports.in.HomeRelease.Ending;
import dev.holdfast.ports.in.HomeRelease.Signal;
import dev.holdfast.ports.in.HomeRelease.Waiting;
import dev.holdfast.ports.in.HomeRepairs;
import dev.holdfast.ports.in.IdentityRenewal;
import dev.holdfast.ports.in.ModelQueries;
import dev.holdfast.ports.in.ModelQueries.Lookup;
import dev.holdfast.ports.in.ModelQueries.ModelListing;
import dev.holdfast.ports.in.OperatorServices;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import dev.holdfast.ports.in.SecretFiles;
import dev.holdfast.ports.in.SessionAdministration.Start;
import dev.holdfast.ports.in.SessionQueries;
import dev.holdfast.ports.in.SessionQueries.Showing;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.in.StoredHome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Services that answer what a test put into them and note what they were asked. */
final class FixedServices implements OperatorServices, OperatorServices.Factory {

  final List<String> asked = new ArrayList<>();
  Whereabouts whereabouts = new Whereabouts("not asked", "not asked");
  int closed;
  Supplier<HomeRelease.Ending> ending = unexpected();
  Supplier<Waiting> waiting = unexpected();
  List<Finding> warnings = List.of();
  final List<Consent> consents = new ArrayList<>();

  Supplier<StateReport> state = unexpected();
  BiFunction<String, Integer, SessionQueries.Listing> listing = (agent, limit) -> unexpectedly();
  BiFunction<String, String, SessionQueries.Showing> showing = (agent, key) -> unexpectedly();
  Supplier<List<ModelQueries.ModelListing>> models = unexpected();
  Supplier<ConfigQueries.Validation> validation = unexpected();
  Supplier<String> schema = unexpected();
  Supplier<GatewayRuns.Status> status = unexpected();
  BiFunction<GatewayRuns.RunOptions, GatewayRuns.Announcer, GatewayRuns.Ended> run =
      (options, announcer) -> unexpectedly();

  Supplier<HomeDoor.Sight> door = unexpected();
  Supplier<DirectAccess> direct = unexpected();
  Supplier<Doctor> doctor = unexpected();
  Supplier<HomeRepairs> repairs = unexpected();
  final FixedLists lists = new FixedLists();
  Supplier<IdentityRenewal> renewal = unexpected();
  Supplier<StoredHome> stored = unexpected();
  final NotedFiles files = new NotedFiles();

  private static <T> Supplier<T> unexpected() {
    return FixedServices::unexpectedly;
  }

  private static <T> T unexpectedly() {
    throw new IllegalStateException("no test asked for this");
  }

  @Override
  public OperatorServices at(Whereabouts place) {
    whereabouts = place;
    return this;
  }

  @Override
  public List<Finding> warnings() {
    return warnings;
  }

  @Override
  public StateReport state() {
    return state.get();
  }

  @Override
  public SessionQueries sessions() {
    return new SessionQueries() {
      @Override
      public Listing list(String agent, Start start, int limit) {
        asked.add("list '" + agent + "' " + start + " " + limit);
        return listing.apply(agent, limit);
      }

      @Override
      public Showing show(String agent, String keyOrId) {
        asked.add("show '" + agent + "' '" + keyOrId + "'");
        return showing.apply(agent, keyOrId);
      }
    };
  }

  @Override
  public ModelQueries models() {
    return new ModelQueries() {
      @Override
      public List<ModelListing> list(Caller caller) {
        asked.add("models for " + caller.name());
        return models.get();
      }

      @Override
      public Lookup find(Caller caller, String id) {
        return unexpectedly();
      }
    };
  }

  @Override
  public ConfigQueries configuration() {
    return new ConfigQueries() {
      @Override
      public Validation validate() {
        return validation.get();
      }

      @Override
      public String schema() {
        return schema.get();
      }
    };
  }

  @Override
  public IdentityRenewal renewIdentity(StoreId expected, Consent consent) {
    asked.add("direct renewal of " + expected);
    consents.add(consent);
    return renewal.get();
  }

  @Override
  public GatewayRuns.Status gatewayStatus() {
    return status.get();
  }

  @Override
  public GatewayRuns gateway() {
    return new GatewayRuns() {
      @Override
      public Ended run(RunOptions options, Announcer announcer) {
        asked.add("run " + options.port() + " " + options.store());
        return run.apply(options, announcer);
      }

      @Override
      public Status status() {
        return status.get();
      }
    };
  }

  @Override
  public HomeDoor door() {
    return consent -> {
      consents.add(consent);
      return door.get();
    };
  }

  @Override
  public DirectAccess direct(Consent consent) {
    asked.add("direct " + consent);
    return direct.get();
  }

  @Override
  public HomeRelease release() {
    return new HomeRelease() {
      @Override
      public Waiting await(String home, Duration patience) {
        asked.add("await " + home);
        return waiting.get();
      }

      @Override
      public Ending end(String home, HomeHolder holder, Told told) {
        asked.add("end " + holder.getClass().getSimpleName() + " of " + home);
        told.sending(Signal.TERM, 4711);
        return ending.get();
      }
    };
  }

  @Override
  public StoredHome stored() {
    return stored.get();
  }

  @Override
  public Doctor doctor() {
    return doctor.get();
  }

  @Override
  public HomeRepairs repairs() {
    return repairs.get();
  }

  @Override
  public SecretFiles secretFiles() {
    return files;
  }

  @Override
  public void close() {
    closed++;
  }
}
