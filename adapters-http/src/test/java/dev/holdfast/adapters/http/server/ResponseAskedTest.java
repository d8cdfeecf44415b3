package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.responses.ResponseError;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.TurnFailure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The error of a failed response")
class ResponseAskedTest {

  @ParameterizedTest
  @EnumSource
  void has_the_tables_code_as_its_type(FailureCause cause) {
    ErrorRow row = ErrorTable.row(new ErrorCause.Failed(cause));

    ResponseError error = ResponseAsked.error(Problem.of(TurnFailure.of(cause, "It failed.")));

    assertThat(error.type()).isEqualTo(row.code());
    assertThat(error.message()).isEqualTo("It failed.");
  }

  @Test
  void has_a_code_that_clients_know() {
    assertThat(code(FailureCause.UPSTREAM_BROKEN_OFF)).isEqualTo(ResponseError.Code.SERVER_ERROR);
    assertThat(code(FailureCause.UPSTREAM_RATE_LIMITED))
        .isEqualTo(ResponseError.Code.RATE_LIMIT_EXCEEDED);
    assertThat(code(FailureCause.UPSTREAM_REJECTED)).isEqualTo(ResponseError.Code.INVALID_PROMPT);
  }

  private static ResponseError.Code code(FailureCause cause) {
    return ResponseAsked.error(Problem.of(TurnFailure.of(cause, "It failed."))).code();
  }
}
