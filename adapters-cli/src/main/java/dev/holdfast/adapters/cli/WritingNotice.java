package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.GatewayClient.Target;
import dev.holdfast.adapters.cli.Writes.Folder;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.HomeDoor.Sight;
import java.util.List;

/**
 * What is told before a command changes something: how, in which home, what of it, and which store.
 *
 * @param what which files, or which process
 * @param store which store, in words
 */
record WritingNotice(String how, String what, String store, JsonObject facts) {

  /**
   * What is written.
   *
   * @param member its name in JSON
   * @param named what one of them is called in a sentence
   * @param paths absolute
   */
  record Files(String member, String named, List<String> paths) {

    static Files databases(Sight.Home home, Folder folder) {
      return new Files(
          "databases",
          "database",
          home.databases().stream()
              .filter(folder::reaches)
              .map(path -> home.home() + "/" + path)
              .toList());
    }

    String told() {
      return paths.isEmpty() ? "no " + named + " yet" : named + " " + String.join(", ", paths);
    }

    JsonObject addTo(JsonObject facts) {
      return facts.putStrings(member, paths);
    }
  }

  /** The gateway writes. */
  static WritingNotice through(Target target, Sight.Home home, Folder folder) {
    Files files = Files.databases(home, folder);
    return through(target, home, files.told(), files.addTo(facts(target, home)));
  }

  /** The gateway's process changes, and nothing that is stored. */
  static WritingNotice ofProcess(Target target, Sight.Home home) {
    String process =
        switch (home.holder()) {
          case HomeHolder.Gateway gateway -> "process " + gateway.pid();
          case HomeHolder.Nobody(), HomeHolder.Unannounced _, HomeHolder.Unknown _ ->
              throw new IllegalStateException("a gateway that proved itself has a process");
        };
    return through(target, home, process, facts(target, home));
  }

  private static WritingNotice through(
      Target target, Sight.Home home, String what, JsonObject facts) {
    return new WritingNotice(
        "through gateway " + target.url() + ": home " + home.home(),
        what,
        "store " + target.store(),
        facts);
  }

  private static JsonObject facts(Target target, Sight.Home home) {
    JsonObject facts = new JsonObject().put("how", "gateway").put("url", target.url());
    if (home.holder() instanceof HomeHolder.Gateway gateway) {
      facts.put("pid", gateway.pid());
    }
    return facts.put("home", home.home()).put("storeId", target.store().value());
  }

  /** This process writes. */
  static WritingNotice directly(Sight.Home home, Folder folder) {
    return directly(home, home.store(), Files.databases(home, folder));
  }

  /** This process mends, whatever is in the home. */
  static WritingNotice directly(Sight.Home home, Examination examination) {
    StoreAtPath store =
        examination.storeId().isEmpty()
            ? home.store()
            : new StoreAtPath.Known(new StoreId(examination.storeId()));
    return directly(home, store, new Files("writes", "writes", examination.written()));
  }

  private static WritingNotice directly(Sight.Home home, StoreAtPath store, Files files) {
    return new WritingNotice(
        "directly: home " + home.home(),
        files.told(),
        wordsOf(store),
        files.addTo(
            new JsonObject()
                .put("how", "directly")
                .putNull("url")
                .put("home", home.home())
                .putOrNull("storeId", idOf(store))));
  }

  private static String wordsOf(StoreAtPath store) {
    return switch (store) {
      case StoreAtPath.Known(StoreId id) -> "store " + id;
      case StoreAtPath.None() -> "no store yet";
      case StoreAtPath.Unreadable _ -> "store not known, because its id cannot be read";
    };
  }

  private static String idOf(StoreAtPath store) {
    return switch (store) {
      case StoreAtPath.Known(StoreId id) -> id.value();
      case StoreAtPath.None(), StoreAtPath.Unreadable _ -> "";
    };
  }

  void tell(Printer printer) {
    printer.warning(
        "writing", facts, screen -> screen.line("%s, %s, %s".formatted(how, what, store)));
  }
}
