package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.Callers;
import dev.holdfast.ports.in.Callers.Authentication;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.Revocations;
import dev.holdfast.ports.in.TokenAdministration;
import dev.holdfast.ports.in.TokenAdministration.Creation;
import dev.holdfast.ports.in.TokenAdministration.KeyWish;
import dev.holdfast.ports.in.TokenAdministration.Lifetime;
import dev.holdfast.ports.in.TokenAdministration.Listing;
import dev.holdfast.ports.in.TokenAdministration.Revocation;
import dev.holdfast.ports.in.TokenAdministration.Rotation;
import dev.holdfast.ports.in.TokenAdministration.TokenWish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Tokens are made, given another text and ended, each by whoever reaches them")
class TokenServiceTest {

  private static final String FIRST_TEXT = "fixture-token";

  private final TurnFixture fixture = TurnFixture.started();
  private final TokenAdministration tokens = instance(TokenAdministration.class);
  private final Callers callers = instance(Callers.class);
  private final AuditTrail audit = instance(AuditTrail.class);

  private <T> T instance(Class<T> type) {
    return fixture.injector.getInstance(type);
  }

  private static Requester by(Caller caller) {
    return new Requester(caller, new RequestId("req_of_" + caller.tokenId()));
  }

  private static Requester admin() {
    return by(Caller.LOCAL_OPERATOR);
  }

  private static Requester bound(AgentBinding agents, KeyBinding keys) {
    return by(new Caller("b", "bound", Scope.ADMIN, agents, keys));
  }

  private static Requester boundToWeb() {
    return bound(new AgentBinding.Only(AgentId.MAIN), new KeyBinding.Prefix("agent:main:web:"));
  }

  private static TokenWish wish(Scope scope, KeyWish keys) {
    return new TokenWish("laptop", scope, "", keys, new Lifetime.Unlimited());
  }

  private Creation.Created created(Requester by, TokenWish wish) {
    Creation creation = tokens.create(by, wish);
    assertThat(creation).isInstanceOf(Creation.Created.class);
    return (Creation.Created) creation;
  }

  private TokenRecord first() {
    return listed(admin()).getFirst();
  }

  private List<TokenRecord> listed(Requester by) {
    return ((Listing.Tokens) tokens.list(by)).tokens();
  }

  private Authentication shown(TokenText text) {
    return callers.authenticate(text.reveal());
  }

  private List<AuditRecord> rows() {
    AuditTrail.Reading reading = audit.read(admin(), new AuditTrail.Start.Newest(), 100);
    return ((AuditTrail.Reading.Page) reading).entries().stream().map(AuditEntry::record).toList();
  }

  private List<String> auditTold() {
    return rows().stream()
        .map(
            row ->
                row.operation()
                    + " "
                    + switch (row.outcome()) {
                      case AuditOutcome.Done() -> "done";
                      case AuditOutcome.Refused(String reason) -> reason;
                    })
        .toList();
  }

  @Test
  void a_new_token_lets_its_holder_in_at_once_with_what_was_wished() {
    Creation.Created made =
        created(admin(), wish(Scope.WRITE, new KeyWish.Exact("Web:direct:Ann")));

    assertThat(shown(made.text())).isEqualTo(new Authentication.Known(Caller.of(made.token())));
    assertThat(made.token().scope()).isEqualTo(Scope.WRITE);
    assertThat(made.token().agents()).isEqualTo(new AgentBinding.Only(AgentId.MAIN));
    assertThat(made.token().keys())
        .isEqualTo(new KeyBinding.Exact(SessionKey.ofStored("agent:main:web:direct:ann")));
    assertThat(listed(admin())).contains(made.token());
  }

  @Test
  void a_prefix_becomes_canonical_as_keys_do() {
    assertThat(created(admin(), wish(Scope.READ, new KeyWish.Prefix("Web:"))).token().keys())
        .isEqualTo(new KeyBinding.Prefix("agent:main:web:"));
    assertThat(created(admin(), wish(Scope.READ, new KeyWish.Prefix("agent:MAIN:"))).token().keys())
        .isEqualTo(new KeyBinding.Prefix("agent:main:"));
  }

  @Test
  void a_token_that_expires_does_so() {
    TokenWish wish =
        new TokenWish(
            "short",
            Scope.READ,
            "main",
            new KeyWish.Any(),
            new Lifetime.Limited(Duration.ofHours(1)));

    TokenRecord token = created(admin(), wish).token();

    assertThat(token.expiry().holdsAt(token.createdAt().plusSeconds(3599))).isTrue();
    assertThat(token.expiry().holdsAt(token.createdAt().plusSeconds(3600))).isFalse();
  }

  @Test
  void a_name_with_a_control_character_is_no_wish() {
    for (String name : List.of("a\u001b[31m", "a\nb", "\u007f", "\u009bm")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new TokenWish(name, Scope.READ, "", new KeyWish.Any(), new Lifetime.Unlimited()));
    }
  }

  @Test
  void what_a_token_shall_be_bound_to_must_make_sense() {
    TokenWish nobody =
        new TokenWish("a", Scope.READ, "nobody", new KeyWish.Any(), new Lifetime.Unlimited());

    assertThat(reason(tokens.create(admin(), nobody))).isEqualTo(RefusalReason.AGENT_UNKNOWN);
    assertThat(reason(tokens.create(admin(), wish(Scope.READ, new KeyWish.Exact("agent:x")))))
        .isEqualTo(RefusalReason.SESSION_KEY_MALFORMED);
    assertThat(reason(tokens.create(admin(), wish(Scope.READ, new KeyWish.Prefix("cron:")))))
        .isEqualTo(RefusalReason.SESSION_KEY_RESERVED);
    assertThat(reason(tokens.create(admin(), wish(Scope.READ, new KeyWish.Exact("agent:no:a")))))
        .isEqualTo(RefusalReason.AGENT_UNKNOWN);
    assertThat(listed(admin())).hasSize(1);
  }

  private static RefusalReason reason(Creation creation) {
    assertThat(creation).isInstanceOf(Creation.Refused.class);
    Refusal refusal = ((Creation.Refused) creation).refusal();
    assertThat(refusal.parameter()).isNotEmpty();
    return refusal.reason();
  }

  @Test
  void a_rotated_token_is_the_same_with_another_text() {
    Creation.Created made = created(admin(), wish(Scope.WRITE, new KeyWish.Any()));

    Rotation.Rotated rotated = (Rotation.Rotated) tokens.rotate(admin(), made.token().id());

    assertThat(shown(made.text())).isEqualTo(new Authentication.Unknown());
    assertThat(shown(rotated.text())).isEqualTo(new Authentication.Known(Caller.of(made.token())));
    assertThat(rotated.token().id()).isEqualTo(made.token().id());
    assertThat(rotated.token().issuedAt()).isAfterOrEqualTo(made.token().issuedAt());
  }

  @Test
  void a_revoked_token_lets_nobody_in_and_is_not_told_of() {
    Creation.Created made = created(admin(), wish(Scope.WRITE, new KeyWish.Any()));

    assertThat(tokens.revoke(admin(), made.token().id()))
        .isEqualTo(new Revocation.Revoked(made.token()));

    assertThat(shown(made.text())).isEqualTo(new Authentication.Unknown());
    assertThat(listed(admin())).doesNotContain(made.token());
    assertThat(tokens.revoke(admin(), made.token().id())).isEqualTo(new Revocation.Unknown());
    assertThat(tokens.rotate(admin(), made.token().id())).isEqualTo(new Rotation.Unknown());
  }

  @Test
  void whoever_watches_hears_of_it_when_the_old_text_is_over_already() {
    Creation.Created made = created(admin(), wish(Scope.WRITE, new KeyWish.Any()));
    Creation.Created other = created(admin(), wish(Scope.WRITE, new KeyWish.Any()));
    List<String> heard = new ArrayList<>();
    Revocations.Watch watch =
        instance(Revocations.class).watch(id -> heard.add(id + " " + shown(made.text())));

    tokens.rotate(admin(), made.token().id());
    tokens.revoke(admin(), made.token().id());
    watch.close();
    tokens.revoke(admin(), other.token().id());

    String over = made.token().id() + " " + new Authentication.Unknown();
    assertThat(heard).containsExactly(over, over);
  }

  @Test
  void the_last_token_that_can_do_everything_and_never_expires_is_kept() {
    created(admin(), wish(Scope.WRITE, new KeyWish.Any()));
    created(admin(), wish(Scope.ADMIN, new KeyWish.Prefix("web:")));
    TokenRecord ending =
        created(
                admin(),
                new TokenWish(
                    "ends",
                    Scope.ADMIN,
                    "",
                    new KeyWish.Any(),
                    new Lifetime.Limited(Duration.ofDays(365))))
            .token();

    assertThat(tokens.revoke(admin(), first().id())).isEqualTo(new Revocation.LastOne());
    assertThat(callers.authenticate(FIRST_TEXT)).isInstanceOf(Authentication.Known.class);

    assertThat(tokens.revoke(admin(), ending.id())).isInstanceOf(Revocation.Revoked.class);
    created(admin(), wish(Scope.ADMIN, new KeyWish.Any()));
    assertThat(tokens.revoke(admin(), first().id())).isInstanceOf(Revocation.Revoked.class);
  }

  @Test
  void a_bound_caller_makes_tokens_within_its_binding_only() {
    KeyWish within = new KeyWish.Exact("web:direct:ann");

    assertThat(created(boundToWeb(), wish(Scope.ADMIN, within)).token().keys())
        .isInstanceOf(KeyBinding.Exact.class);
    assertThat(created(boundToWeb(), wish(Scope.READ, new KeyWish.Prefix("web:direct:"))).token())
        .isNotNull();
    for (KeyWish further :
        List.of(new KeyWish.Any(), new KeyWish.Exact("main"), new KeyWish.Prefix("tel:"))) {
      assertThat(tokens.create(boundToWeb(), wish(Scope.READ, further)))
          .isEqualTo(new Creation.BeyondBinding());
    }
    assertThat(
            tokens.create(
                bound(new AgentBinding.Only(AgentId.MAIN), new KeyBinding.Any()),
                wish(Scope.READ, new KeyWish.Any())))
        .isEqualTo(new Creation.BeyondBinding());
  }

  @Test
  void a_bound_caller_neither_sees_nor_changes_tokens_beyond_its_binding() {
    TokenRecord within =
        created(admin(), wish(Scope.READ, new KeyWish.Exact("web:direct:ann"))).token();
    TokenRecord beyond = created(admin(), wish(Scope.READ, new KeyWish.Exact("main"))).token();

    assertThat(listed(boundToWeb())).containsExactly(within);
    for (TokenRecord hidden : List.of(beyond, first())) {
      assertThat(tokens.rotate(boundToWeb(), hidden.id())).isEqualTo(new Rotation.Unknown());
      assertThat(tokens.revoke(boundToWeb(), hidden.id())).isEqualTo(new Revocation.Unknown());
    }
    assertThat(tokens.revoke(boundToWeb(), within.id())).isInstanceOf(Revocation.Revoked.class);
    assertThat(listed(admin())).contains(beyond);
  }

  @Test
  void each_change_leaves_a_row_and_so_does_each_refusal() {
    TokenRecord made = created(admin(), wish(Scope.WRITE, new KeyWish.Any())).token();
    tokens.rotate(admin(), made.id());
    tokens.revoke(admin(), made.id());
    tokens.revoke(admin(), made.id());
    tokens.rotate(admin(), "none");
    tokens.revoke(admin(), first().id());
    tokens.create(boundToWeb(), wish(Scope.READ, new KeyWish.Any()));
    tokens.create(admin(), wish(Scope.READ, new KeyWish.Exact("agent:x")));
    audit.turnedAway(admin(), AuditOperation.TOKEN_CREATE);

    assertThat(auditTold())
        .containsExactly(
            "TOKEN_CREATE insufficient_scope",
            "TOKEN_CREATE session_key_malformed",
            "TOKEN_CREATE beyond_binding",
            "TOKEN_REVOKE last_admin_token",
            "TOKEN_ROTATE token_not_found",
            "TOKEN_REVOKE token_not_found",
            "TOKEN_REVOKE done",
            "TOKEN_ROTATE done",
            "TOKEN_CREATE done",
            "TOKEN_CREATE done");
    AuditRecord revoked = rows().get(6);
    assertThat(revoked.author()).isEqualTo(new AuditAuthor.Token("local", "local operator"));
    assertThat(revoked.target()).isEqualTo(new AuditTarget.OfHome(made.id()));
    assertThat(revoked.request()).isEqualTo(new RequestId("req_of_local"));
    assertThat(rows().getLast().author()).isEqualTo(new AuditAuthor.OperatingSystemUser("ann"));
  }

  @Test
  void a_bound_caller_reads_no_audit() {
    assertThat(audit.read(boundToWeb(), new AuditTrail.Start.Newest(), 10))
        .isEqualTo(new AuditTrail.Reading.BeyondBinding());
  }

  @Test
  void a_change_whose_commit_failed_is_told_as_made_when_it_is_stored() {
    fixture.writes.failNextOfControlPlaneThoughStored();
    Creation.Created made = created(admin(), wish(Scope.WRITE, new KeyWish.Any()));
    assertThat(shown(made.text())).isInstanceOf(Authentication.Known.class);

    fixture.writes.failNextOfControlPlaneThoughStored();
    Rotation rotation = tokens.rotate(admin(), made.token().id());
    assertThat(rotation).isInstanceOf(Rotation.Rotated.class);
    TokenText next = ((Rotation.Rotated) rotation).text();
    assertThat(shown(made.text())).isEqualTo(new Authentication.Unknown());
    assertThat(shown(next)).isInstanceOf(Authentication.Known.class);

    fixture.writes.failNextOfControlPlaneThoughStored();
    assertThat(tokens.revoke(admin(), made.token().id())).isInstanceOf(Revocation.Revoked.class);
    assertThat(shown(next)).isEqualTo(new Authentication.Unknown());
    assertThat(listed(admin())).containsExactly(first());
  }

  @Test
  void a_change_that_is_not_stored_is_told_so_and_does_not_act() {
    Creation.Created made = created(admin(), wish(Scope.WRITE, new KeyWish.Any()));

    fixture.writes.failNextOfControlPlane();
    assertThat(tokens.create(admin(), wish(Scope.WRITE, new KeyWish.Any())))
        .isInstanceOf(Creation.Refused.class);
    fixture.writes.failNextOfControlPlane();
    assertThat(tokens.rotate(admin(), made.token().id())).isInstanceOf(Rotation.Unwritten.class);
    fixture.writes.failNextOfControlPlane();
    assertThat(tokens.revoke(admin(), made.token().id())).isInstanceOf(Revocation.Unwritten.class);

    assertThat(shown(made.text())).isInstanceOf(Authentication.Known.class);
    assertThat(listed(admin())).hasSize(2);
  }

  @Test
  void a_change_that_is_stored_acts_although_the_store_cannot_be_read_any_more() {
    Creation.Created made = created(admin(), wish(Scope.WRITE, new KeyWish.Any()));

    fixture.controlPlane.tokensFailAfter(1);

    assertThat(tokens.revoke(admin(), made.token().id())).isInstanceOf(Revocation.Revoked.class);
    assertThat(shown(made.text())).isEqualTo(new Authentication.Unknown());
  }

  @Test
  void what_nobody_knows_is_told_as_unknown_and_put_right_by_the_next_try() {
    Creation.Created made = created(admin(), wish(Scope.WRITE, new KeyWish.Any()));
    List<String> heard = new ArrayList<>();
    Revocations.Watch watch = instance(Revocations.class).watch(heard::add);
    fixture.controlPlane.tokensFailAfter(1);
    fixture.writes.failNextOfControlPlaneThoughStored();

    Revocation first = tokens.revoke(admin(), made.token().id());
    fixture.controlPlane.recover();

    assertThat(first).isInstanceOf(Revocation.Unwritten.class);
    assertThat(((Revocation.Unwritten) first).refusal().message())
        .contains("does not tell whether the token was revoked");
    assertThat(tokens.revoke(admin(), made.token().id())).isEqualTo(new Revocation.Unknown());
    assertThat(shown(made.text())).isEqualTo(new Authentication.Unknown());
    assertThat(heard).containsExactly(made.token().id());
    watch.close();
  }
}
