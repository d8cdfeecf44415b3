package dev.holdfast.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair.Needs;
import dev.holdfast.domain.state.HomeHolder.Reach;
import dev.holdfast.domain.state.Standing.Named;
import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.domain.state.WriteWay.Refused;
import dev.holdfast.domain.state.WriteWay.WayOut;
import java.time.Instant;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("How a command may write")
final class WriteRuleTest {

  private static final String HOME = "/home/ann/.holdfast";
  private static final String MEANT = "/srv/meant/.holdfast";
  private static final long ANN = 1000;
  private static final long BOB = 1001;
  private static final long ROOT = 0;
  private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05Z");
  private static final StoreId STORE = new StoreId("store-a");
  private static final StoreId OTHER = new StoreId("store-b");

  private static final Standing OWN = new Standing.Own();
  private static final Standing SHADOW = new Standing.Shadow("/srv/meant", MEANT, Named.IMPLIED);
  private static final Standing NAMED = new Standing.Shadow("/srv/meant", MEANT, Named.EXPLICIT);
  private static final Standing CONTRADICTED = new Standing.Contradicted(MEANT);

  private static final HomeHolder NOBODY = new HomeHolder.Nobody();
  private static final HomeHolder GATEWAY = gateway(Reach.HERE);
  private static final HomeHolder FAR_GATEWAY = gateway(Reach.ELSEWHERE);
  private static final HomeHolder PROCESS =
      new HomeHolder.Unannounced(77, SINCE, "/proc/locks names it");
  private static final HomeHolder UNKNOWN = new HomeHolder.Unknown("its lock is held");

  private static final GatewayAnswer PROVEN = new GatewayAnswer.Proven(STORE);
  private static final GatewayAnswer PROVEN_OTHER = new GatewayAnswer.Proven(OTHER);
  private static final GatewayAnswer SAID_OTHER = new GatewayAnswer.OtherStore(OTHER);
  private static final GatewayAnswer SILENT = new GatewayAnswer.Silent("it did not answer");
  private static final GatewayAnswer DISPROVEN = new GatewayAnswer.Disproven("the proof is wrong");
  private static final GatewayAnswer LIMITED = new GatewayAnswer.Limited("it waits for 9 s");
  private static final GatewayAnswer NOT_ASKED = new GatewayAnswer.NotAsked();

  private static final StoreAtPath HERE = new StoreAtPath.Known(STORE);
  private static final StoreAtPath NONE = new StoreAtPath.None();
  private static final StoreAtPath UNREADABLE = new StoreAtPath.Unreadable("It is damaged.");

  private static final WriteWay DIRECTLY = new WriteWay.Directly();
  private static final WriteWay THROUGH = new WriteWay.ThroughGateway();
  private static final WriteWay NO_STORE = new WriteWay.NoStore();

  static Stream<Arguments> granted() {
    return Stream.of(
        row("own and free", facts(OWN, ANN, HERE, NOBODY, NOT_ASKED), DIRECTLY),
        row("a shadow that was named", facts(NAMED, ANN, HERE, NOBODY, NOT_ASKED), DIRECTLY),
        row("a proven gateway", facts(OWN, ANN, HERE, GATEWAY, PROVEN), THROUGH),
        row("a proven one elsewhere", facts(OWN, ANN, HERE, FAR_GATEWAY, PROVEN), THROUGH),
        row("a named shadow's gateway", facts(NAMED, ANN, HERE, GATEWAY, PROVEN), THROUGH),
        row("root through a gateway", facts(OWN, ROOT, HERE, GATEWAY, PROVEN), THROUGH),
        row("root as the owner", asOwner(facts(OWN, ROOT, HERE, NOBODY, NOT_ASKED)), DIRECTLY),
        row("nothing there", facts(OWN, ANN, NONE, NOBODY, NOT_ASKED), NO_STORE),
        row("nothing there for root", facts(OWN, ROOT, NONE, NOBODY, NOT_ASKED), NO_STORE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void granted(String name, WriteFacts facts, WriteWay expected) {
    assertThat(WriteRule.judge(facts)).as(name).isEqualTo(expected);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refusal(facts(SHADOW, ANN, HERE, NOBODY, NOT_ASKED), "location-shadow", WayOut.NAME_HOME),
        refusal(facts(SHADOW, ANN, NONE, NOBODY, NOT_ASKED), "location-shadow", WayOut.NAME_HOME),
        refusal(facts(SHADOW, ANN, HERE, GATEWAY, PROVEN), "location-shadow", WayOut.NAME_HOME),
        refusal(
            asOwner(facts(SHADOW, ROOT, HERE, NOBODY, NOT_ASKED)),
            "location-shadow",
            WayOut.NAME_HOME),
        refusal(
            facts(CONTRADICTED, ANN, HERE, GATEWAY, PROVEN),
            "location-contradicted",
            WayOut.NAME_HOME),
        refusal(facts(OWN, ROOT, HERE, NOBODY, NOT_ASKED), "home-of-another-user", WayOut.AS_OWNER),
        refusal(
            facts(NAMED, ROOT, HERE, NOBODY, NOT_ASKED), "home-of-another-user", WayOut.AS_OWNER),
        refusal(facts(OWN, ANN, UNREADABLE, NOBODY, NOT_ASKED), "store-unreadable", WayOut.NONE),
        refusal(readOnly(facts(OWN, ANN, HERE, NOBODY, NOT_ASKED)), "home-read-only", WayOut.NONE),
        refusal(
            readOnly(asOwner(facts(OWN, ROOT, HERE, NOBODY, NOT_ASKED))),
            "home-read-only",
            WayOut.NONE),
        refusal(facts(OWN, ANN, HERE, PROCESS, NOT_ASKED), "home-held", WayOut.STOP_GATEWAY),
        refusal(facts(OWN, ANN, NONE, PROCESS, NOT_ASKED), "home-held", WayOut.STOP_GATEWAY),
        refusal(facts(OWN, ANN, HERE, UNKNOWN, NOT_ASKED), "home-held", WayOut.NONE),
        refusal(asOwner(facts(OWN, ROOT, HERE, UNKNOWN, NOT_ASKED)), "home-held", WayOut.NONE),
        refusal(
            facts(OWN, BOB, UNREADABLE, UNKNOWN, NOT_ASKED),
            "home-of-another-user",
            WayOut.AS_OWNER),
        refusal(facts(OWN, ANN, HERE, GATEWAY, SILENT), "gateway-silent", WayOut.STOP_GATEWAY),
        refusal(facts(OWN, ANN, HERE, FAR_GATEWAY, SILENT), "gateway-silent", WayOut.NONE),
        refusal(facts(OWN, ANN, HERE, GATEWAY, DISPROVEN), "gateway-not-proven", WayOut.NONE),
        refusal(facts(OWN, ANN, HERE, GATEWAY, LIMITED), "gateway-limited", WayOut.NONE),
        refusal(facts(OWN, ANN, HERE, GATEWAY, NOT_ASKED), "gateway-not-proven", WayOut.NONE),
        refusal(facts(OWN, ANN, HERE, GATEWAY, PROVEN_OTHER), "store-mismatch", WayOut.NONE),
        refusal(facts(OWN, ANN, HERE, GATEWAY, SAID_OTHER), "store-mismatch", WayOut.NONE),
        refusal(facts(OWN, ANN, NONE, GATEWAY, PROVEN), "store-mismatch", WayOut.NONE),
        refusal(facts(OWN, ANN, UNREADABLE, GATEWAY, SAID_OTHER), "store-mismatch", WayOut.NONE),
        refusal(facts(OWN, ANN, UNREADABLE, GATEWAY, PROVEN), "store-unreadable", WayOut.NONE));
  }

  @ParameterizedTest
  @MethodSource
  void refused(WriteFacts facts, String id, WayOut out) {
    assertThat(WriteRule.judge(facts))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.finding().id()).isEqualTo(id);
              assertThat(refused.finding().severity()).isEqualTo(Severity.ERROR);
              assertThat(refused.finding().what()).contains(HOME).endsWith("Nothing was changed.");
              assertThat(refused.finding().remedy()).isNotBlank();
              assertThat(refused.out()).isEqualTo(out);
            });
  }

  @ParameterizedTest
  @MethodSource("shadows")
  void the_home_that_is_meant_is_named(Standing standing) {
    Refused refused = (Refused) WriteRule.judge(facts(standing, ANN, HERE, NOBODY, NOT_ASKED));

    assertThat(refused.finding().what()).contains(MEANT);
    assertThat(refused.finding().remedy()).contains("--home " + MEANT);
  }

  static Stream<Standing> shadows() {
    return Stream.of(SHADOW, CONTRADICTED);
  }

  @Property
  void nobody_writes_beside_a_holder_or_into_an_unmeant_home(@ForAll("facts") WriteFacts facts) {
    switch (WriteRule.judge(facts)) {
      case WriteWay.Directly() -> {
        assertThat(facts.holder()).isEqualTo(NOBODY);
        assertThat(facts.store()).isEqualTo(HERE);
        assertThat(facts.standing()).isIn(OWN, NAMED);
        assertThat(facts.user() == ANN || facts.consent() == Consent.AS_OWNER).isTrue();
        assertThat(facts.medium()).isEqualTo(Medium.WRITABLE);
      }
      case WriteWay.ThroughGateway() -> {
        assertThat(facts.holder()).isInstanceOf(HomeHolder.Gateway.class);
        assertThat(facts.answer()).isEqualTo(PROVEN);
        assertThat(facts.store()).isEqualTo(HERE);
        assertThat(facts.standing()).isIn(OWN, NAMED);
      }
      case WriteWay.NoStore() -> {
        assertThat(facts.store()).isEqualTo(NONE);
        assertThat(facts.holder()).isEqualTo(NOBODY);
      }
      case Refused(var finding, WayOut out) -> {
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        if (out == WayOut.STOP_GATEWAY) {
          assertThat(facts.holder()).isIn(GATEWAY, PROCESS);
        }
      }
    }
  }

  @Property
  void nobody_mends_beside_a_holder_what_needs_the_lock(
      @ForAll("facts") WriteFacts facts, @ForAll Needs needs) {
    switch (WriteRule.judgeMending(facts, needs)) {
      case WriteWay.Directly() -> {
        assertThat(needs == Needs.NOTHING || facts.holder().equals(NOBODY)).isTrue();
        assertThat(facts.standing()).isIn(OWN, NAMED);
        assertThat(facts.user() == ANN || facts.consent() == Consent.AS_OWNER).isTrue();
        assertThat(facts.medium()).isEqualTo(Medium.WRITABLE);
      }
      case Refused(var finding, WayOut out) -> {
        assertThat(finding.what()).endsWith("Nothing was changed.");
        assertThat(finding.id()).doesNotStartWith("store-");
        if (out == WayOut.STOP_GATEWAY) {
          assertThat(facts.holder()).isIn(GATEWAY, FAR_GATEWAY, PROCESS);
          assertThat(facts.holder().equals(PROCESS) || mayBeStopped(facts)).isTrue();
        }
      }
      case WriteWay.ThroughGateway() -> throw new AssertionError("no gateway mends a home");
      case WriteWay.NoStore() -> throw new AssertionError("a home without a store is one too");
    }
  }

  /** One that proved itself is asked; one that is silent is ended, if its number means it here. */
  private static boolean mayBeStopped(WriteFacts facts) {
    return facts.answer().equals(PROVEN)
        || (facts.answer().equals(SILENT) && facts.holder().equals(GATEWAY));
  }

  static Stream<Arguments> unmended() {
    return Stream.of(
        refusal(readOnly(facts(OWN, ANN, HERE, NOBODY, NOT_ASKED)), "home-read-only", WayOut.NONE),
        refusal(facts(OWN, ANN, HERE, GATEWAY, PROVEN), "gateway-running", WayOut.STOP_GATEWAY),
        refusal(facts(OWN, ANN, HERE, FAR_GATEWAY, PROVEN), "gateway-running", WayOut.STOP_GATEWAY),
        refusal(
            facts(OWN, ANN, UNREADABLE, GATEWAY, PROVEN), "gateway-running", WayOut.STOP_GATEWAY),
        refusal(facts(OWN, ANN, HERE, GATEWAY, SILENT), "gateway-silent", WayOut.STOP_GATEWAY),
        refusal(facts(OWN, ANN, HERE, FAR_GATEWAY, SILENT), "gateway-silent", WayOut.NONE),
        refusal(facts(OWN, ANN, HERE, GATEWAY, DISPROVEN), "gateway-running", WayOut.NONE),
        refusal(facts(OWN, ANN, HERE, GATEWAY, NOT_ASKED), "gateway-running", WayOut.NONE),
        refusal(facts(OWN, ANN, HERE, GATEWAY, PROVEN_OTHER), "gateway-running", WayOut.NONE),
        refusal(facts(OWN, ANN, HERE, GATEWAY, SAID_OTHER), "gateway-running", WayOut.NONE),
        refusal(facts(OWN, ANN, HERE, PROCESS, NOT_ASKED), "home-held", WayOut.STOP_GATEWAY));
  }

  @ParameterizedTest
  @MethodSource
  void unmended(WriteFacts facts, String id, WayOut out) {
    assertThat(WriteRule.judgeMending(facts, Needs.HOME_LOCK))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.finding().id()).isEqualTo(id);
              assertThat(refused.out()).isEqualTo(out);
              assertThat(refused.finding().remedy().contains("--stop-gateway"))
                  .as("what is told is what there is, unless a token is missing")
                  .isEqualTo(out == WayOut.STOP_GATEWAY || id.equals("gateway-running"));
            });
  }

  static Stream<Arguments> mending() {
    return Stream.of(
        row(
            "a store that cannot be read",
            facts(OWN, ANN, UNREADABLE, NOBODY, NOT_ASKED),
            DIRECTLY),
        row("no store", facts(OWN, ANN, NONE, NOBODY, NOT_ASKED), DIRECTLY),
        row("a shadow that was named", facts(NAMED, ANN, HERE, NOBODY, NOT_ASKED), DIRECTLY));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void mending(String name, WriteFacts facts, WriteWay expected) {
    assertThat(WriteRule.judgeMending(facts, Needs.HOME_LOCK)).as(name).isEqualTo(expected);
  }

  @Provide
  Arbitrary<WriteFacts> facts() {
    return Combinators.combine(
            Arbitraries.of(OWN, SHADOW, NAMED, CONTRADICTED),
            Arbitraries.of(ANN, ROOT),
            Arbitraries.of(Medium.class),
            Arbitraries.of(Consent.class),
            Arbitraries.of(HERE, NONE, UNREADABLE),
            Arbitraries.of(NOBODY, GATEWAY, FAR_GATEWAY, PROCESS, UNKNOWN),
            Arbitraries.of(PROVEN, PROVEN_OTHER, SAID_OTHER, SILENT, DISPROVEN, LIMITED, NOT_ASKED))
        .as(
            (standing, user, medium, consent, store, holder, answer) ->
                new WriteFacts(HOME, standing, user, ANN, medium, consent, store, holder, answer));
  }

  private static HomeHolder gateway(Reach reach) {
    return new HomeHolder.Gateway(
        "http://127.0.0.1:18790", 42, SINCE, STORE, reach, "its record says so");
  }

  private static WriteFacts facts(
      Standing standing, long user, StoreAtPath store, HomeHolder holder, GatewayAnswer answer) {
    return new WriteFacts(
        HOME, standing, user, ANN, Medium.WRITABLE, Consent.NONE, store, holder, answer);
  }

  private static WriteFacts asOwner(WriteFacts facts) {
    return with(facts.medium(), Consent.AS_OWNER, facts);
  }

  private static WriteFacts readOnly(WriteFacts facts) {
    return with(Medium.READ_ONLY, facts.consent(), facts);
  }

  private static WriteFacts with(Medium medium, Consent consent, WriteFacts facts) {
    return new WriteFacts(
        facts.home(),
        facts.standing(),
        facts.user(),
        facts.owner(),
        medium,
        consent,
        facts.store(),
        facts.holder(),
        facts.answer());
  }

  private static Arguments row(String name, WriteFacts facts, WriteWay expected) {
    return Arguments.of(name, facts, expected);
  }

  private static Arguments refusal(WriteFacts facts, String id, WayOut out) {
    return Arguments.of(facts, id, out);
  }
}
