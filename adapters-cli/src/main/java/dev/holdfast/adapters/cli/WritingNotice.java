package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.GatewayClient.Target;
import dev.holdfast.adapters.cli.Intent.Writes;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.HomeDoor.Sight;
import java.util.List;

/** What is told before a command writes: how, in which home, which files, and which store. */
record WritingNotice(String how, String store, Files files, JsonObject facts) {

  /**
   * What is written.
   *
   * @param member its name in JSON
   * @param named what one of them is called in a sentence
   * @param paths absolute
   */
  record Files(String member, String named, List<String> paths) {

    static Files databases(Sight.Home home, Writes writes) {
      return new Files(
          "databases",
          "database",
          home.databases().stream()
              .filter(writes::reach)
              .map(path -> home.home() + "/" + path)
              .toList());
    }

    String told() {
      return paths.isEmpty() ? "no " + named + " yet" : named + " " + String.join(", ", paths);
    }
  }

  /** The gateway writes. */
  static WritingNotice through(Target target, Sight.Home home, Writes writes) {
    JsonObject facts = new JsonObject().put("how", "gateway").put("url", target.url());
    if (home.holder() instanceof HomeHolder.Gateway gateway) {
      facts.put("pid", gateway.pid());
    }
    return new WritingNotice(
        "through gateway " + target.url() + ": home " + home.home(),
        target.store().value(),
        Files.databases(home, writes),
        facts.put("home", home.home()));
  }

  /** This process writes. */
  static WritingNotice directly(Sight.Home home, Writes writes) {
    String store =
        switch (home.store()) {
          case StoreAtPath.Known(var id) -> id.value();
          case StoreAtPath.None(), StoreAtPath.Unreadable _ -> "";
        };
    return new WritingNotice(
        "directly: home " + home.home(),
        store,
        Files.databases(home, writes),
        new JsonObject().put("how", "directly").putNull("url").put("home", home.home()));
  }

  /** This process mends, whatever is in the home. */
  static WritingNotice directly(Sight.Home home, Examination examination) {
    return new WritingNotice(
        "directly: home " + home.home(),
        examination.storeId(),
        new Files("writes", "writes", examination.written()),
        new JsonObject().put("how", "directly").putNull("url").put("home", home.home()));
  }

  void tell(Printer printer) {
    printer.warning(
        "writing",
        facts.put("storeId", store).putStrings(files.member(), files.paths()),
        screen -> screen.line("%s, %s, store %s".formatted(how, files.told(), store)));
  }
}
