package dev.holdfast.adapters.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import dev.holdfast.adapters.http.UpstreamRuntime;
import dev.holdfast.adapters.http.UpstreamSettings;
import dev.holdfast.ports.out.env.IdSource;
import dev.holdfast.ports.out.model.ModelRuntime;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The upstream client's module")
final class UpstreamModuleTest {

  @Test
  void it_publishes_one_runtime_and_none_of_its_parts() {
    Injector injector =
        Guice.createInjector(
            new UpstreamModule(),
            binder -> {
              binder.bind(UpstreamSettings.class).toInstance(new UpstreamSettings(Map.of()));
              binder.bind(IdSource.class).toInstance(new CountingIds());
              binder.bind(Clock.class).toInstance(Clock.systemUTC());
            });
    Key<ModelRuntime> key = Key.get(ModelRuntime.class, UpstreamRuntime.class);

    assertThat(injector.getInstance(key))
        .isInstanceOf(HttpModelRuntime.class)
        .isSameAs(injector.getInstance(key));
    assertThat(injector.getExistingBinding(Key.get(HttpModelRuntime.class))).isNull();
  }
}
