package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Wrong tokens are counted by client address")
class FailureLimitTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final FailureLimit limit = FailureLimit.ofTokens(new SetClock());

  private final class SetClock extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("only instants are asked for");
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }

  @Test
  void nobody_is_shut_out_before_the_limit() {
    fail("10.0.0.1", FailureLimit.MAX_FAILURES - 1);

    assertThat(limit.shutOut("10.0.0.1")).isZero();
  }

  @Test
  void at_the_limit_the_address_is_shut_out_until_its_window_ends() {
    fail("10.0.0.1", FailureLimit.MAX_FAILURES - 1);
    now.set(START.plusSeconds(20));
    fail("10.0.0.1", 1);

    assertThat(limit.shutOut("10.0.0.1")).isEqualTo(FailureLimit.WINDOW.minusSeconds(20));
    assertThat(limit.shutOut("10.0.0.2")).isZero();
    now.set(START.plus(FailureLimit.WINDOW));
    assertThat(limit.shutOut("10.0.0.1")).isZero();
  }

  @Test
  void failures_of_an_old_window_do_not_count() {
    fail("10.0.0.1", FailureLimit.MAX_FAILURES);
    now.set(START.plus(FailureLimit.WINDOW));
    fail("10.0.0.1", 1);

    assertThat(limit.shutOut("10.0.0.1")).isZero();
  }

  @Test
  void a_clock_that_is_set_back_shuts_nobody_out() {
    fail("10.0.0.1", FailureLimit.MAX_FAILURES);
    now.set(START.minus(Duration.ofDays(1)));

    assertThat(limit.shutOut("10.0.0.1")).isZero();
  }

  @Test
  void an_ipv4_address_is_the_same_client_over_ipv6() {
    fail("[::ffff:10.0.0.1]", FailureLimit.MAX_FAILURES - 1);
    fail("10.0.0.1", 1);

    assertThat(limit.shutOut("::ffff:a00:1")).isPositive();
  }

  @Test
  void a_network_of_ipv6_is_one_client() {
    fail("[2001:db8:1:2::1]", FailureLimit.MAX_FAILURES - 1);
    fail("[2001:db8:1:2:ffff::9]", 1);

    assertThat(limit.shutOut("[2001:db8:1:2::77%eth0]")).isPositive();
    assertThat(limit.shutOut("[2001:db8:1:3::1]")).isZero();
  }

  @Test
  void only_so_many_addresses_are_remembered_and_the_last_to_fail_longest() {
    fail("10.0.0.1", FailureLimit.MAX_FAILURES);
    for (int address = 0; address < 4_095; address++) {
      fail("10.1." + address / 256 + "." + address % 256, 1);
    }
    assertThat(limit.shutOut("10.0.0.1")).isPositive();

    fail("10.2.0.1", 1);

    assertThat(limit.shutOut("10.0.0.1")).isZero();
  }

  private void fail(String address, int times) {
    for (int failure = 0; failure < times; failure++) {
      limit.failed(address);
    }
  }
}
