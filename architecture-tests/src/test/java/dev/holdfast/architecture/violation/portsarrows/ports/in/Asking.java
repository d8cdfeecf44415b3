package dev.holdfast.architecture.violation.portsarrows.ports.in;

import dev.holdfast.architecture.violation.portsarrows.app.usecase.Service;
import dev.holdfast.architecture.violation.portsarrows.domain.Word;

interface Asking {

  Service ask(Word word);
}
