package dev.holdfast.architecture.rule;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.google.inject.Module;
import com.tngtech.archunit.lang.ArchRule;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;

/** Arrows point inward: what the classes of each part may know, as white lists. */
final class ArrowRules {

  /** What values and policies are made of: nothing of it reaches outside the process. */
  private static final List<String> VALUES =
      List.of(
          "java.lang",
          "java.util",
          "java.util.function",
          "java.util.regex",
          "java.util.stream",
          "java.time..",
          "java.text",
          "java.math",
          "java.nio.charset",
          "org.jspecify.annotations");

  private static final List<String> USE_CASES =
      List.of(
          "java.util.concurrent..",
          "java.security",
          "com.google.inject..",
          "jakarta.inject",
          "org.slf4j");

  private static final List<String> ADAPTERS =
      List.of(
          "java..",
          "com.google.inject..",
          "jakarta.inject",
          "org.jspecify.annotations",
          "org.slf4j..",
          "tools.jackson..");

  private static final List<String> ALL_PORTS_BUT_WRITE =
      List.of(
          "ports.context..",
          "ports.in..",
          "ports.out.env..",
          "ports.out.model..",
          "ports.out.read..");

  /** A hash is a function, though the JDK looks it up by a name that might not be there. */
  private static final List<Class<?>> HASHING =
      List.of(MessageDigest.class, NoSuchAlgorithmException.class);

  static final List<HouseRule> ALL =
      List.of(
          new HouseRule(
              "domainarrows",
              house ->
                  part(house, "domain")
                      .knows(
                          List.of(),
                          VALUES,
                          HASHING,
                          "the domain decides and knows nobody: no I/O, clock, logging, JSON or"
                              + " framework")),
          new HouseRule(
              "portsarrows",
              house ->
                  part(house, "ports")
                      .knows(
                          List.of("domain.."),
                          VALUES,
                          List.of(),
                          "ports speak in the words of the domain, or a second store could not"
                              + " stand behind them")),
          new HouseRule(
              "configurationarrows",
              house ->
                  part(house, "app.configuration")
                      .knows(
                          List.of("domain..", "ports.."),
                          VALUES,
                          List.of(MessageDigest.class, InetAddress.class, URI.class),
                          "a setting is a value; reading it from a file is the business of"
                              + " app.files")),
          new HouseRule(
              "contextarrows",
              house ->
                  part(house, "app.context")
                      .knows(
                          List.of("domain..", "ports..", "app.configuration.."),
                          join(VALUES, join(USE_CASES, List.of("com.knuddels.jtokkit.."))),
                          List.of(),
                          "the default context engine stands where a plugin could")),
          new HouseRule(
              "demoarrows",
              house ->
                  part(house, "app.demo")
                      .knows(
                          List.of("domain..", "ports.."),
                          join(
                              VALUES,
                              join(USE_CASES, List.of("java.lang.annotation", "tools.jackson.."))),
                          List.of(),
                          "the built-in model stands where an upstream could, and needs no"
                              + " network")),
          new HouseRule(
              "usecasearrows",
              house ->
                  part(house, "app.usecase")
                      .knows(
                          List.of("domain..", "ports..", "app.configuration.."),
                          join(VALUES, USE_CASES),
                          List.of(URI.class),
                          "a use case carries between ports; SQL, HTTP, files and printing are the"
                              + " adapters' business")),
          new HouseRule(
              "doctorarrows",
              house ->
                  part(house, "app.doctor")
                      .knows(
                          join(List.of("domain..", "app.configuration.."), ALL_PORTS_BUT_WRITE),
                          VALUES,
                          List.of(UncheckedIOException.class, InetAddress.class),
                          "a check concludes from facts that ports tell; whoever looks at files and"
                              + " tables himself may change them")),
          new HouseRule(
              "loggingarrows",
              house ->
                  part(house, "app.logging")
                      .knows(
                          List.of(),
                          join(VALUES, List.of("ch.qos.logback..", "org.slf4j..")),
                          List.of(),
                          "how the log looks must not decide what is logged")),
          new HouseRule(
              "filesarrows",
              house ->
                  part(house, "app.files")
                      .knows(
                          List.of("domain..", "ports..", "app.configuration.."),
                          join(ADAPTERS, List.of("com.sun.security.auth.module")),
                          List.of(),
                          "what touches the file system knows no use case and no adapter")),
          new HouseRule(
              "sqlitearrows",
              house ->
                  part(house, "adapters.sqlite")
                      .knows(
                          List.of("domain..", "ports.."),
                          join(
                              ADAPTERS,
                              List.of(
                                  "javax.sql",
                                  "org.jooq..",
                                  "org.sqlite..",
                                  "org.flywaydb..",
                                  "com.google.common.cache")),
                          List.of(),
                          "an adapter is a technology behind a port: it knows neither its"
                              + " neighbours nor its callers")),
          new HouseRule(
              "httparrows",
              house ->
                  part(house, "adapters.http")
                      .knows(
                          join(List.of("domain.."), ALL_PORTS_BUT_WRITE),
                          join(
                              ADAPTERS,
                              List.of(
                                  "javax.net..",
                                  "io.javalin..",
                                  "io.micrometer..",
                                  "jakarta.servlet..",
                                  "org.eclipse.jetty..",
                                  "org.apache.hc..")),
                          List.of(),
                          "an adapter is a technology behind a port, and this one must not write")),
          new HouseRule(
              "cliarrows",
              house ->
                  part(house, "adapters.cli")
                      .knows(
                          join(List.of("domain.."), ALL_PORTS_BUT_WRITE),
                          join(ADAPTERS, List.of("picocli..")),
                          List.of(),
                          "an adapter is a technology behind a port, and this one must not write")),
          new HouseRule(
              "cycles",
              house ->
                  slices()
                      .matching(house.name("[adapters|app].(**)"))
                      .should()
                      .beFreeOfCycles()
                      .ignoreDependency(assignableTo(Module.class), alwaysTrue())
                      .because(
                          "packages in a circle are one package that is hard to find; a Guice"
                              + " module alone may look into the packages it puts together")),
          new HouseRule(
              "places",
              house ->
                  classes()
                      .that()
                      .resideInAPackage(house.name("."))
                      .should()
                      .resideInAnyPackage(
                          house.names(
                              "domain..",
                              "ports..",
                              "adapters.sqlite..",
                              "adapters.http..",
                              "adapters.cli..",
                              "app.configuration..",
                              "app.context..",
                              "app.demo..",
                              "app.doctor..",
                              "app.files..",
                              "app.logging..",
                              "app.usecase..",
                              "app.wiring.."))
                      .because("a class outside the parts is a class no arrow rule sees")));

  private ArrowRules() {}

  private static Part part(House house, String name) {
    return new Part(house, name);
  }

  private static List<String> join(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private record Part(House house, String name) {

    ArchRule knows(
        List<String> parts, List<String> libraries, List<Class<?>> types, String because) {
      List<String> inside = join(List.of(name + ".."), parts);
      List<String> known = join(inside.stream().map(house::name).toList(), libraries);
      var white = resideInAnyPackage(known.toArray(String[]::new));
      return classes()
          .that()
          .resideInAPackage(house.name(name + ".."))
          .should()
          .onlyDependOnClassesThat(
              types.isEmpty() ? white : white.or(belongToAnyOf(types.toArray(Class<?>[]::new))))
          .as("classes of %s know only %s and the libraries on their list".formatted(name, inside))
          .because(because);
    }
  }
}
