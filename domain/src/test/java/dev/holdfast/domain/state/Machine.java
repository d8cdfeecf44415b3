package dev.holdfast.domain.state;

import dev.holdfast.domain.state.Place.Contents;
import dev.holdfast.domain.state.Place.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A machine on which somebody asks where state is, and what has to be made of it. */
final class Machine {

  private final String name;
  private final Map<String, String> environment = new TreeMap<>();
  private final Map<String, Place> places = new TreeMap<>();
  private List<String> gateways = List.of();
  List<String> findings = List.of();
  private String option = "";
  private String folder = "/srv/here";
  private long user = 1000;
  String home = "";
  String realHome = "";
  String tree = "";
  String canonical = "";

  Machine(String name) {
    this.name = name;
  }

  Machine variable(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Machine option(String value) {
    option = value;
    return this;
  }

  Machine user(long number) {
    user = number;
    return this;
  }

  Machine in(String workingFolder) {
    folder = workingFolder;
    return this;
  }

  Machine home(String path) {
    return place(path, path, Kind.FOLDER, Contents.HOLDFAST_HOME);
  }

  Machine tree(String path) {
    return place(path, path, Kind.FOLDER, Contents.OTHER_STATE);
  }

  Machine unreadable(String path) {
    return place(path, path, Kind.UNREADABLE, Contents.NO_STATE);
  }

  Machine inexpressible(String path) {
    return place(path, path, Kind.INEXPRESSIBLE, Contents.NO_STATE);
  }

  Machine link(String path, String target) {
    return place(path, target, Kind.FOLDER, Contents.HOLDFAST_HOME);
  }

  Machine gateway(String path) {
    gateways = Stream.concat(gateways.stream(), Stream.of(path)).toList();
    return home(path);
  }

  Machine warns(String id) {
    findings = List.of(id);
    return this;
  }

  Machine real(String path) {
    realHome = path;
    return this;
  }

  Machine at(String path) {
    home = path;
    realHome = realHome.isEmpty() ? path : realHome;
    return this;
  }

  Machine shadow(String ofTree, String meant) {
    tree = ofTree;
    canonical = meant;
    return this;
  }

  LocationSnapshot snapshot() {
    return snapshot(option);
  }

  /** The same with the home named that is meant. */
  LocationSnapshot meant() {
    return snapshot(canonical);
  }

  private LocationSnapshot snapshot(String named) {
    return new LocationSnapshot(
        named, "", environment, folder, new RunningGateways.Seen(gateways), user, places);
  }

  private Machine place(String path, String real, Kind kind, Contents contents) {
    places.put(path, new Place(path, real, kind, user, contents));
    return this;
  }

  @Override
  public String toString() {
    return name;
  }
}
