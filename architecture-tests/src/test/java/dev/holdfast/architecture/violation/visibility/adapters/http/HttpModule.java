package dev.holdfast.architecture.violation.visibility.adapters.http;

import com.google.inject.AbstractModule;
import dev.holdfast.architecture.violation.visibility.adapters.http.chat.Choice;
import dev.holdfast.architecture.violation.visibility.adapters.http.chat.Needed;

public final class HttpModule extends AbstractModule {

  static final Needed NEEDED = new Needed("needed");

  static final Object FIRST = new Choice.First();
}
