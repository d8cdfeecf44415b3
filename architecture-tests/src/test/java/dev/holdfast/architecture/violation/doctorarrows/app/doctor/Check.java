package dev.holdfast.architecture.violation.doctorarrows.app.doctor;

import java.nio.file.Path;

record Check(Path home) {}
