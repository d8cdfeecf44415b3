/**
 * What drivers may ask of Holdfast and what adapters must offer it.
 *
 * <p>The qualified export is ring 1 of the write boundary: nobody but the use cases and the store
 * can name a write port (ADR 0002).
 */
@SuppressWarnings("module") // the modules named in the qualified export are compiled later
module dev.holdfast.ports {
  requires transitive dev.holdfast.domain;
  requires static org.jspecify;

  exports dev.holdfast.ports.context;
  exports dev.holdfast.ports.in;
  exports dev.holdfast.ports.out.env;
  exports dev.holdfast.ports.out.model;
  exports dev.holdfast.ports.out.read;
  exports dev.holdfast.ports.out.write to
      dev.holdfast.app,
      dev.holdfast.adapters.sqlite;
}
