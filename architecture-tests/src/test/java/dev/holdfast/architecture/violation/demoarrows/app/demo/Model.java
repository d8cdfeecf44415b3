package dev.holdfast.architecture.violation.demoarrows.app.demo;

import java.net.URI;
import tools.jackson.databind.JsonNode;

record Model(URI upstream, JsonNode parameters) {}
