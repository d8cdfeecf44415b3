package dev.holdfast.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.Standing.Contradicted;
import dev.holdfast.domain.state.Standing.Named;
import dev.holdfast.domain.state.Standing.Own;
import dev.holdfast.domain.state.Standing.Shadow;
import dev.holdfast.domain.state.StateLocation.Located;
import dev.holdfast.domain.state.StateLocation.NotLocated;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Snapshots as machines of many kinds give them, and what has to be made of each. */
@DisplayName("Where state is, on recorded machines")
final class RecordedSnapshotsTest {

  private static final String ISOLATED = "/agents/x/agent/codex-home/home";
  private static final Standing OWN = new Own();

  static Stream<Machine> located() {
    return Stream.of(
        machine("a login shell").variable("HOME", "/home/ann").at("/home/ann/.holdfast"),
        machine("a systemd unit with a state folder")
            .variable("HOME", "/var/lib/holdfast")
            .variable("HOLDFAST_HOME", "/var/lib/holdfast/state")
            .variable("XDG_RUNTIME_DIR", "/run/holdfast")
            .in("/")
            .at("/var/lib/holdfast/state"),
        machine("a systemd unit that sets HOME only")
            .variable("HOME", "/var/lib/holdfast")
            .in("/")
            .at("/var/lib/holdfast/.holdfast"),
        machine("a systemd unit without HOME")
            .variable("HOLDFAST_HOME", "/var/lib/holdfast")
            .in("/")
            .at("/var/lib/holdfast"),
        machine("a root install")
            .user(0)
            .variable("HOME", "/var/root")
            .in("/")
            .at("/var/root/.holdfast"),
        machine("a container with HOME at the root and a volume")
            .user(0)
            .variable("HOME", "/")
            .variable("HOLDFAST_HOME", "/data")
            .home("/data")
            .in("/app")
            .at("/data"),
        machine("a container with HOME at the root and no volume")
            .user(0)
            .variable("HOME", "/")
            .in("/")
            .at("/.holdfast"),
        machine("a container whose user has no name, beside a gateway that it cannot see")
            .user(10001)
            .variable("HOME", "/")
            .variable("HOLDFAST_HOME", "/data")
            .at("/data"),
        machine("sudo that keeps HOME")
            .user(0)
            .variable("HOME", "/home/ann")
            .variable("SUDO_USER", "ann")
            .home("/home/ann/.holdfast")
            .at("/home/ann/.holdfast"),
        machine("sudo -u bob that keeps the home of ann")
            .user(1001)
            .variable("HOME", "/home/ann")
            .unreadable("/home/ann/.holdfast")
            .at("/home/ann/.holdfast"),
        machine("sudo -i of another user")
            .user(1001)
            .variable("HOME", "/srv/bob")
            .variable("SUDO_USER", "ann")
            .at("/srv/bob/.holdfast"),
        machine("Termux")
            .user(10123)
            .variable("HOME", "/data/data/com.termux/files/home")
            .variable("PREFIX", "/data/data/com.termux/files/usr")
            .variable("ANDROID_DATA", "/data")
            .in("/data/data/com.termux/files/home")
            .at("/data/data/com.termux/files/home/.holdfast"),
        machine("a POSIX shell on Windows")
            .variable("HOME", "/c/Users/ann")
            .at("/c/Users/ann/.holdfast"),
        machine("WSL with the home of Windows")
            .variable("HOME", "/mnt/c/Users/ann")
            .variable("USERPROFILE", "C:\\Users\\ann")
            .at("/mnt/c/Users/ann/.holdfast"),
        machine("a literal undefined for the home")
            .variable("HOME", "/home/ann")
            .variable("HOLDFAST_HOME", "undefined")
            .warns("location-word-for-nothing")
            .at("/home/ann/.holdfast"),
        machine("a literal null, and a home that was named")
            .variable("HOME", "null")
            .option("/srv/h")
            .at("/srv/h"),
        machine("a HOME that is a link")
            .variable("HOME", "/home/ann")
            .link("/home/ann/.holdfast", "/data/ann/.holdfast")
            .real("/data/ann/.holdfast")
            .at("/home/ann/.holdfast"),
        machine("a home that is a link")
            .variable("HOME", "/home/ann")
            .link("/home/ann/.holdfast", "/data/holdfast")
            .real("/data/holdfast")
            .at("/home/ann/.holdfast"),
        machine("an agents folder of somebody who has no agents of ours")
            .variable("HOME", "/srv/agents/smith")
            .at("/srv/agents/smith/.holdfast"),
        machine("a home among the agents of somebody who has none of ours")
            .variable("HOME", "/home/ann")
            .variable("HOLDFAST_HOME", "/srv/agents/smith")
            .at("/srv/agents/smith"),
        machine("a workspace below a tree, outside its agents")
            .variable("HOME", "/home/ann/.openclaw/workspace")
            .at("/home/ann/.openclaw/workspace/.holdfast"),
        machine("an isolated home, with the home that is meant in a variable")
            .variable("HOME", "/home/ann/.holdfast" + ISOLATED)
            .variable("HOLDFAST_HOME", "/home/ann/.holdfast")
            .home("/home/ann/.holdfast")
            .at("/home/ann/.holdfast"),
        machine("an isolated home, with the gateway of the home that is meant")
            .variable("HOME", "/home/ann/.holdfast" + ISOLATED)
            .home("/home/ann/.holdfast")
            .gateway("/home/ann/.holdfast")
            .warns("location-shadow-avoided")
            .at("/home/ann/.holdfast"),
        machine("an isolated home, with the gateway of a home that is meant and is a link")
            .variable("HOME", "/home/ann/.openclaw" + ISOLATED)
            .link("/home/ann/.holdfast", "/data/holdfast")
            .gateway("/data/holdfast")
            .warns("location-shadow-avoided")
            .at("/data/holdfast"),
        machine("a link from an isolated home out to the user's own")
            .variable("HOME", "/home/ann/.openclaw" + ISOLATED)
            .link("/home/ann/.openclaw" + ISOLATED + "/.holdfast", "/home/ann/.holdfast")
            .real("/home/ann/.holdfast")
            .at("/home/ann/.openclaw" + ISOLATED + "/.holdfast"));
  }

  static Stream<Machine> shadows() {
    return Stream.of(
        machine("an isolated home of our own agent")
            .variable("HOME", "/home/ann/.holdfast" + ISOLATED)
            .home("/home/ann/.holdfast")
            .shadow("/home/ann/.holdfast", "/home/ann/.holdfast"),
        machine("an isolated home of an agent of a home with any name")
            .variable("HOME", "/var/lib/holdfast" + ISOLATED)
            .home("/var/lib/holdfast")
            .shadow("/var/lib/holdfast", "/var/lib/holdfast"),
        machine("an isolated home of another product's agent")
            .variable("HOME", "/home/ann/.openclaw" + ISOLATED)
            .shadow("/home/ann/.openclaw", "/home/ann/.holdfast"),
        machine("an isolated home of another product under an unknown name")
            .variable("HOME", "/srv/claw" + ISOLATED)
            .shadow("/srv/claw", "/srv/.holdfast"),
        machine("a profile of another product")
            .variable("HOME", "/home/ann/.openclaw-work/agents/x/somewhere")
            .shadow("/home/ann/.openclaw-work", "/home/ann/.holdfast"),
        machine("any folder of an agent of a tree that is known by what is in it")
            .variable("HOME", "/srv/claw/agents/x/sandbox")
            .tree("/srv/claw")
            .shadow("/srv/claw", "/srv/.holdfast"),
        machine("the folder of an agent itself, of a tree that is known by its name")
            .variable("HOME", "/home/ann")
            .variable("HOLDFAST_HOME", "/home/ann/.openclaw/agents/x")
            .shadow("/home/ann/.openclaw", "/home/ann/.holdfast"),
        machine("the folder of an agent itself, of a tree that is known by what is in it")
            .variable("HOME", "/home/ann")
            .variable("HOLDFAST_HOME", "/srv/claw/agents/x/")
            .tree("/srv/claw")
            .shadow("/srv/claw", "/srv/.holdfast"),
        machine("a home beside the agents of a home of ours")
            .variable("HOME", "/var/lib/holdfast/agents")
            .home("/var/lib/holdfast")
            .shadow("/var/lib/holdfast", "/var/lib/holdfast"),
        machine("an isolated home in a container, its tree at the root")
            .user(0)
            .variable("HOME", ISOLATED)
            .shadow("/", "/.holdfast"),
        machine("an isolated home of a home that is the root folder")
            .user(0)
            .variable("HOME", ISOLATED)
            .home("/")
            .shadow("/", "/"),
        machine("a variable that an agent inherited")
            .variable("HOME", "/home/ann")
            .variable("HOLDFAST_HOME", "/home/ann/.openclaw" + ISOLATED + "/.holdfast")
            .shadow("/home/ann/.openclaw", "/home/ann/.holdfast"),
        machine("an isolated home with a store that a shadow command once made")
            .variable("HOME", "/home/ann/.holdfast" + ISOLATED)
            .home("/home/ann/.holdfast")
            .home("/home/ann/.holdfast" + ISOLATED + "/.holdfast")
            .shadow("/home/ann/.holdfast", "/home/ann/.holdfast"),
        machine("a shadow in a shadow")
            .variable(
                "HOME",
                "/home/ann/.openclaw"
                    + ISOLATED
                    + "/.holdfast"
                    + ISOLATED
                    + "/.openclaw"
                    + ISOLATED)
            .home("/home/ann/.openclaw" + ISOLATED + "/.holdfast")
            .shadow("/home/ann/.openclaw", "/home/ann/.holdfast"),
        machine("a link into an isolated home")
            .variable("HOME", "/home/ann")
            .link("/home/ann/.holdfast", "/srv/bob/.openclaw" + ISOLATED + "/.holdfast")
            .real("/srv/bob/.openclaw" + ISOLATED + "/.holdfast")
            .shadow("/srv/bob/.openclaw", "/srv/bob/.holdfast"),
        machine("a way through an isolated home, nobody having looked")
            .variable("HOME", "/home/ann/.openclaw/agents/./x/y/../agent//codex-home/home")
            .shadow("/home/ann/.openclaw", "/home/ann/.holdfast"),
        machine("two gateways, one of them the one that is meant")
            .variable("HOME", "/home/ann/.holdfast" + ISOLATED)
            .home("/home/ann/.holdfast")
            .gateway("/home/ann/.holdfast")
            .gateway("/srv/other")
            .warns("location-several-gateways")
            .shadow("/home/ann/.holdfast", "/home/ann/.holdfast"),
        machine("the gateway of a shadow")
            .variable("HOME", "/home/ann")
            .gateway("/home/ann/.openclaw" + ISOLATED + "/.holdfast")
            .shadow("/home/ann/.openclaw", "/home/ann/.holdfast"));
  }

  static Stream<Machine> notLocated() {
    return Stream.of(
        machine("a systemd unit without HOME and HOLDFAST_HOME").in("/"),
        machine("a literal undefined for HOME").variable("HOME", "undefined"),
        machine("HOME of Windows").variable("HOME", "C:\\Users\\ann"),
        machine("HOME on a share").variable("HOME", "\\\\server\\ann"),
        machine("a home of Windows")
            .variable("HOME", "/home/ann")
            .variable("HOLDFAST_HOME", "C:/Users/ann/.holdfast"),
        machine("a home of Windows as an option").option("D:\\holdfast"),
        machine("a home with letters that the locale lacks")
            .variable("HOME", "/home/ann")
            .variable("HOLDFAST_HOME", "/srv/\u00e9")
            .inexpressible("/srv/\u00e9"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void located(Machine machine) {
    Located located = (Located) StateLocator.locate(machine.snapshot());

    assertThat(located.home()).isEqualTo(machine.home);
    assertThat(located.realHome()).isEqualTo(machine.realHome);
    assertThat(located.standing()).isEqualTo(OWN);
    assertThat(located.findings()).extracting(Finding::id).isEqualTo(machine.findings);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void shadows(Machine machine) {
    Located located = (Located) StateLocator.locate(machine.snapshot());

    assertThat(located.standing())
        .isEqualTo(new Shadow(machine.tree, machine.canonical, Named.IMPLIED));
    assertThat(located.findings()).extracting(Finding::id).containsAll(machine.findings);
    assertThat(located.findings()).extracting(Finding::id).contains("location-shadow");
    assertThat(StateLocator.locate(machine.meant()))
        .as("what is meant by it is no shadow")
        .isInstanceOfSatisfying(
            Located.class, meant -> assertThat(meant.standing()).isEqualTo(OWN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shadows")
  void a_shadow_that_is_named_is_meant(Machine machine) {
    String home = ((Located) StateLocator.locate(machine.snapshot())).home();

    Located located = (Located) StateLocator.locate(machine.option(home).snapshot());

    assertThat(located.standing())
        .isEqualTo(new Shadow(machine.tree, machine.canonical, Named.EXPLICIT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void notLocated(Machine machine) {
    assertThat(StateLocator.locate(machine.snapshot())).isInstanceOf(NotLocated.class);
  }

  static Stream<Machine> contradicted() {
    return Stream.of(
        machine("an isolated home, with the gateway of another home")
            .variable("HOME", "/home/ann/.holdfast" + ISOLATED)
            .home("/home/ann/.holdfast")
            .gateway("/srv/other")
            .at("/srv/other"),
        machine("an isolated home of another product, with the gateway of another home")
            .variable("HOME", "/home/ann/.openclaw" + ISOLATED)
            .gateway("/srv/other")
            .at("/srv/other"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void contradicted(Machine machine) {
    Located located = (Located) StateLocator.locate(machine.snapshot());

    assertThat(located.home()).isEqualTo("/srv/other");
    assertThat(located.standing()).isEqualTo(new Contradicted("/home/ann/.holdfast"));
    assertThat(located.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.id()).isEqualTo("location-contradicted");
              assertThat(finding.what()).contains("/srv/other", "/home/ann/.holdfast");
            });
  }

  private static Machine machine(String name) {
    return new Machine(name);
  }
}
