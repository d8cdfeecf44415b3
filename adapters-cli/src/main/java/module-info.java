/** The command line: commands, printing, exit codes. No SQL, no policy. */
module dev.holdfast.adapters.cli {
  requires transitive com.google.guice;
  requires dev.holdfast.domain;
  requires dev.holdfast.ports;
  requires info.picocli;
  requires jakarta.inject;
  requires java.net.http;
  requires static org.jspecify;
  requires tools.jackson.core;

  exports dev.holdfast.adapters.cli;
}
