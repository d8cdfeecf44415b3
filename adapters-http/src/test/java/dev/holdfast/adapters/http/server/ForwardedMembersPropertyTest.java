package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;

@Label("Forwarded members of a chat request")
class ForwardedMembersPropertyTest {

  private final ChatRequestReader reader = new ChatRequestReader(() -> TestGateway.SETTINGS);

  @Property
  @Label("keep their bytes and their order")
  void keep_their_bytes_and_their_order(
      @ForAll @Size(max = 6) @UniqueElements List<@StringLength(max = 8) String> names,
      @ForAll @StringLength(max = 20) String value) {
    StringBuilder forwarded = new StringBuilder();
    StringBuilder body = new StringBuilder("{\"model\":\"m\"");
    for (String name : names) {
      String member = quoted("x-" + name) + " :[" + quoted(value) + ", 1.0 , {} ]";
      forwarded.append(forwarded.isEmpty() ? "" : ",").append(member);
      body.append(" , ").append(member);
    }
    body.append(",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);

    assertThat(reader.read(bytes, bytes.length).forwarded().json())
        .isEqualTo("{" + forwarded + "}");
  }

  private static String quoted(String text) {
    return ChatJson.MAPPER.writeValueAsString(text);
  }
}
