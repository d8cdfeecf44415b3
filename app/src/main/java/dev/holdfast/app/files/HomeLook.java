package dev.holdfast.app.files;

import dev.holdfast.app.files.GatewayPresence.Footing;
import dev.holdfast.ports.out.env.HomeInspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The facts of one home, looked up anew each time somebody asks. */
public final class HomeLook implements HomeInspection {

  /** More than a record can hold. */
  private static final int MAX_RECORD_BYTES = 64 * 1024;

  /** The kernel's table of mounts, as this process sees them. */
  public static final Path MOUNTS = Path.of("/proc/self/mounts");

  private final Path home;
  private final UserId user;
  private final HomeLocks locks;
  private final GatewayRecords records;
  private final List<Path> places;
  private final Mounts mounts;

  /**
   * Of a home.
   *
   * @param home absolute; it need not exist
   * @param places folders beside the home's own in which trees of state may stand
   * @param mounts the table of mounts, {@link #MOUNTS}
   */
  public HomeLook(
      Path home,
      UserId user,
      HomeLocks locks,
      GatewayRecords records,
      List<Path> places,
      Path mounts) {
    this.home = home;
    this.user = user;
    this.locks = locks;
    this.records = records;
    this.places = List.copyOf(places);
    this.mounts = new Mounts(mounts);
  }

  @Override
  public Access access() {
    return new HomeOwner(user)
        .another(home)
        .<Access>map(owner -> new Access.OfAnother(owner.value(), user.value()))
        .orElseGet(Access.Granted::new);
  }

  @Override
  public List<HomeFile> files() {
    return HomeListing.of(home);
  }

  @Override
  public FileSystem fileSystem() {
    return mounts.of(deepestThatExists());
  }

  @Override
  public long usableBytes() {
    return new HomeDiskSpace(deepestThatExists()).usableBytes();
  }

  @Override
  public List<NearTree> trees() {
    try {
      return new NearTrees(user, home, places).find();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look around " + home, failure);
    }
  }

  @Override
  public Lock lock() {
    return switch (locks.probe(home)) {
      case LockState.Free() -> new Lock.Free();
      case LockState.Held() -> held();
      case LockState.Unknown(String reason) -> new Lock.Unknown(reason);
    };
  }

  private Lock held() {
    return switch (records.presence(home)) {
      case GatewayPresence.Running running ->
          switch (running.footing()) {
            case Footing.Firm() -> new Lock.Held();
            case Footing.WithoutLockFile() -> new Lock.Replaced(running.record().pid());
            case Footing.Moved(Path from) ->
                new Lock.Moved(running.record().pid(), from.toString());
          };
      case GatewayPresence.NotRunning() -> new Lock.Held();
      case GatewayPresence.Unannounced _ -> new Lock.Held();
      case GatewayPresence.HeldUnknown _ -> new Lock.Held();
    };
  }

  @Override
  public List<RecordTrace> records() {
    return records.filesOf(home).stream().flatMap(HomeLook::trace).toList();
  }

  @Override
  public ProcessTrace process(long pid) {
    return ProcProcess.of(pid);
  }

  @Override
  public TokenOnDisk token() {
    TokenFile file = new TokenFile(home, user);
    return switch (file.read()) {
      case TokenReading.Present present ->
          new TokenOnDisk.Present(file.path().toString(), present.hash());
      case TokenReading.Absent() -> new TokenOnDisk.Absent(file.path().toString());
      case TokenReading.Unusable(var finding) -> new TokenOnDisk.Unusable(finding);
    };
  }

  @Override
  public PortUse port(String address, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
      return new PortUse.Free();
    } catch (IOException refused) {
      return new PortUse.Taken(String.valueOf(refused.getMessage()));
    }
  }

  private static Stream<RecordTrace> trace(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Stream.empty();
      }
      return SmallFile.read(file, MAX_RECORD_BYTES).stream()
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .map(text -> new RecordTrace(file.toString(), text));
    } catch (IOException withdrawn) {
      // A gateway that stops takes its record away at any moment.
      return Stream.empty();
    }
  }

  private Path deepestThatExists() {
    return Stream.iterate(
            Optional.of(home),
            Optional::isPresent,
            path -> path.flatMap(it -> Optional.ofNullable(it.getParent())))
        .flatMap(Optional::stream)
        .filter(Files::exists)
        .findFirst()
        .orElse(Path.of("/"));
  }
}
