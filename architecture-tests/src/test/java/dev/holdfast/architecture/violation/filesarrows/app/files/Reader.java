package dev.holdfast.architecture.violation.filesarrows.app.files;

import dev.holdfast.architecture.violation.filesarrows.app.usecase.Service;
import java.nio.file.Path;

record Reader(Path file, Service service) {}
