package dev.holdfast.architecture.violation.domainarrows.domain.session;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

record Kept(Instant at, List<Pattern> patterns) {}
