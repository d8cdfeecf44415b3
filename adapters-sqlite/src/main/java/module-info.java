/** All SQL: migrations, connections, stores. No HTTP, no command line, no policy. */
module dev.holdfast.adapters.sqlite {
  requires com.google.common;
  requires transitive com.google.guice;
  requires dev.holdfast.domain;
  requires dev.holdfast.ports;
  requires flyway.core;
  requires jakarta.inject;
  requires java.sql;
  requires org.jooq;
  requires static org.jspecify;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;
  requires tools.jackson.core;

  exports dev.holdfast.adapters.sqlite;
}
