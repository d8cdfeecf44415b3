package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.HomeInspection.HomeFile;
import dev.holdfast.ports.out.env.StoreIdentity;
import dev.holdfast.ports.out.env.StorePlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Whether the machine's clock stands before what was stored. */
final class ClockCheck implements Check {

  private static final String ID = "clock";

  /** Clocks are set back by so much without anybody doing harm. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "whether the clock stands before the newest time that was stored";
  }

  @Override
  public List<Problem> look(Chart chart) {
    Instant now = chart.now();
    return times(chart).stream()
        .max(Comparator.comparing(Time::at))
        .filter(newest -> newest.at().isAfter(now.plus(TOLERANCE)))
        .map(newest -> List.of(problem(newest, now)))
        .orElse(List.of());
  }

  private static List<Time> times(Chart chart) {
    List<Time> times = new ArrayList<>();
    for (HomeFile file : chart.homeFiles()) {
      times.add(new Time(file.modified(), "the last write to " + file.path()));
    }
    if (chart.store().identity() instanceof StoreIdentity.Known known) {
      times.add(new Time(known.createdAt(), "the store was made"));
      for (StorePlace place : known.places()) {
        times.add(new Time(place.lastOpenedAt(), "the store was opened at " + place.home()));
      }
    }
    return times;
  }

  private static Problem problem(Time newest, Instant now) {
    return new Problem(
        ID,
        new Finding(
            "clock-behind",
            Severity.ERROR,
            "The clock of this machine stands before times that were stored, by %s."
                .formatted(Duration.between(now, newest.at())),
            newest.event(),
            "Set the clock. If it is right, a wrong clock wrote those times: what is kept for a"
                + " while is kept for longer."),
        List.of("now: " + now, newest.event() + ": " + newest.at()),
        List.of());
  }

  private record Time(Instant at, String event) {}
}
