package dev.holdfast.app.files.configuration;

import dev.holdfast.domain.session.ResetMode;
import dev.holdfast.domain.session.ResetPolicy;
import dev.holdfast.domain.session.ResetRule;
import dev.holdfast.domain.session.ResetType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code session.reset}, and what they mean. */
final class ResetPart {

  private static final String MODES =
      "none: never; daily: at an hour, and after the idle time too if there is one; idle: after the"
          + " idle time.";

  private static final ChoiceShape<ResetMode> MODE_SHAPE =
      ChoiceShape.of(List.of(ResetMode.values()));

  private static final Key<ResetMode> MODE = Key.optional("mode", MODE_SHAPE, MODES).orElse("none");

  /** The mode of a rule for some conversations. */
  private static final Key<ResetMode> OWN_MODE =
      Key.optional(
          "mode",
          MODE_SHAPE,
          MODES + " Unless it is said, that of the general rule, or daily if that is none.");

  private static final Key<Integer> HOUR =
      Key.optional(
              "hour",
              new WholeNumberShape(0, ResetRule.LAST_HOUR),
              "The hour of the day at which conversations end.")
          .orElse(ResetRule.DEFAULT_HOUR);

  private static final Key<ZoneId> ZONE =
      Key.optional(
              "zone",
              new TextShape<>("a time zone such as \"Europe/Berlin\" or \"UTC\"", ResetPart::zone),
              "Where the hour is read from a clock.")
          .orElse("UTC");

  private static final Key<Duration> IDLE =
      Key.optional(
          "idle",
          new DurationShape(Duration.ofSeconds(1), Duration.ofDays(3_650)),
          "After how long without a turn a conversation ends.");

  private static final MembersShape RULE = new MembersShape(List.of(OWN_MODE, HOUR, ZONE, IDLE));

  private static final Key<Table<ResetType, Section>> BY_TYPE =
      Key.optional(
          "byType",
          new TableShape<>("\"direct\", \"group\" or \"thread\"", ResetPart::type, RULE),
          "Rules for one kind of conversation, in place of the general one.");

  private static final Key<Table<String, Section>> BY_CHANNEL =
      Key.optional(
          "byChannel",
          new TableShape<>("the name of a channel, 1 to 64 characters", ResetPart::channel, RULE),
          "Rules for the conversations of one channel, in place of all others.");

  static final MembersShape WHOLE =
      new MembersShape(List.of(MODE, HOUR, ZONE, IDLE, BY_TYPE, BY_CHANNEL));

  private ResetPart() {}

  static ResetPolicy policy(Section section) {
    ResetRule general = rule(section, section.get(MODE, ResetMode.NONE));
    ResetMode inherited = general.inheritedMode();
    return new ResetPolicy(
        general, rules(section, BY_TYPE, inherited), rules(section, BY_CHANNEL, inherited));
  }

  private static <K> Map<K, ResetRule> rules(
      Section section, Key<Table<K, Section>> key, ResetMode inherited) {
    Map<K, ResetRule> rules = new HashMap<>();
    section
        .find(key)
        .ifPresent(
            table ->
                table
                    .value()
                    .entries()
                    .forEach(
                        entry ->
                            rules.put(
                                entry.name(),
                                rule(entry.value(), entry.value().get(OWN_MODE, inherited)))));
    return rules;
  }

  private static ResetRule rule(Section section, ResetMode mode) {
    return ResetRule.of(
        mode,
        section.get(HOUR, ResetRule.DEFAULT_HOUR),
        section.get(ZONE, ZoneId.of("UTC")),
        section.get(IDLE, Duration.ZERO));
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text.strip()));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<ResetType> type(String text) {
    for (ResetType type : ResetType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> channel(String text) {
    String folded = text.strip().toLowerCase(Locale.ROOT);
    return folded.isEmpty() || folded.length() > 64 ? Optional.empty() : Optional.of(folded);
  }
}
