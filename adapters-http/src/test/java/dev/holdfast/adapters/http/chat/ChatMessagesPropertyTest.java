package dev.holdfast.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JsonGenerator;

@Label("Chat messages, for any items")
final class ChatMessagesPropertyTest {

  private static final ProviderId OWN = ProviderId.of("own");

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void reading_what_was_written_gives_the_same_items(@ForAll("items") List<Item> items) {
    byte[] written = written(items, EventOrigin.client());

    assertThat(ChatMessages.parse(ChatJson.MAPPER.readTree(written)))
        .isEqualTo(new ChatMessages.Parsed.Items(items));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void the_maker_gets_back_all_it_made(@ForAll("items") List<Item> items) {
    assertThat(written(items, new EventOrigin.Model(OWN)))
        .isEqualTo(written(items, EventOrigin.client()));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void writing_what_was_read_gives_the_same_bytes(@ForAll("items") List<Item> items) {
    byte[] once = written(items, EventOrigin.client());

    ChatMessages.Parsed read = ChatMessages.parse(ChatJson.MAPPER.readTree(once));
    byte[] twice = written(((ChatMessages.Parsed.Items) read).items(), EventOrigin.client());

    assertThat(twice).isEqualTo(once);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void another_provider_gets_messages_it_can_read(@ForAll("items") List<Item> items) {
    byte[] written = written(items, new EventOrigin.Model(ProviderId.of("other")));

    assertThat(new String(written, StandardCharsets.UTF_8))
        .doesNotContain("\"m1\"", "\"m2\"", "reasoning_content", "thinking");
    assertThat(ChatJson.MAPPER.readTree(written).isArray()).isTrue();
  }

  @Provide
  Arbitrary<List<Item>> items() {
    return ChatItems.lists();
  }

  private static byte[] written(List<Item> items, EventOrigin origin) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<PromptItem> prompt = items.stream().map(item -> new PromptItem(item, origin)).toList();
    try (JsonGenerator out = ChatJson.MAPPER.createGenerator(bytes)) {
      ChatMessages.writePrompt(out, prompt, OWN);
    }
    return bytes.toByteArray();
  }
}
