package dev.holdfast.architecture.violation.httparrows.adapters.http;

import dev.holdfast.architecture.violation.httparrows.ports.in.Asking;
import dev.holdfast.architecture.violation.httparrows.ports.out.write.Writing;
import java.net.URI;

record Route(URI path, Asking asking, Writing writing) {}
