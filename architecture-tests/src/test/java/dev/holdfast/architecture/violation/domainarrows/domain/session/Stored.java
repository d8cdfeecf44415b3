package dev.holdfast.architecture.violation.domainarrows.domain.session;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

record Stored(Path file, JsonNode json) {}
