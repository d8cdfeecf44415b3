package dev.holdfast.ports.in;

import java.util.logging.Logger;

record Forbidden(Logger logger) {}
