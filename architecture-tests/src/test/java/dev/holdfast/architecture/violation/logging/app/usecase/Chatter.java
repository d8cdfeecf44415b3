package dev.holdfast.architecture.violation.logging.app.usecase;

import java.util.logging.Logger;

record Chatter(Logger logger, System.Logger other, org.slf4j.Logger ours) {}
