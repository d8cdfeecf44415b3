package dev.holdfast.architecture.violation.configurationarrows.app.configuration;

import java.net.URI;
import java.nio.file.Path;

record Setting(URI base, Path file) {}
