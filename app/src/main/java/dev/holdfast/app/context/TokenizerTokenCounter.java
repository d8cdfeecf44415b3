package dev.holdfast.app.context;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.ports.out.model.TokenCounter;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Counts with the {@code cl100k_base} vocabulary. Providers differ by a few per cent, which a
 * budget tolerates; an exact count is the provider's usage report.
 *
 * <p>The vocabulary takes some tens of megabytes and is loaded with the first count, so that a
 * gateway nobody talks to stays small.
 */
final class TokenizerTokenCounter implements TokenCounter {

  /** What a provider adds around each message: role and separators. */
  private static final int TOKENS_PER_ITEM = 4;

  /** A usual price of an image in tokens; providers count by size, which we do not decode. */
  private static final int TOKENS_PER_IMAGE = 765;

  /** Base64 text of a file: three bytes of content per four characters, about a token each. */
  private static final int FILE_CHARACTERS_PER_TOKEN = 5;

  /** Beyond this a text is counted by its length: tokenizing megabytes would hold up the turn. */
  private static final int LONGEST_TOKENIZED_CHARACTERS = 64 * 1024;

  private static final int CHARACTERS_PER_TOKEN = 4;

  @Inject
  TokenizerTokenCounter() {}

  @Override
  public int count(Item item) {
    int content =
        switch (item) {
          case Item.Message message -> parts(message.content());
          case Item.ToolCall call -> text(call.name()) + text(call.arguments());
          case Item.ToolResult result -> parts(result.output());
          case Item.Other other -> 0; // its members are all it has
        };
    int extra = item.extra().isEmpty() ? 0 : text(item.extra().json());
    return TOKENS_PER_ITEM + content + extra;
  }

  private static int parts(List<ContentPart> parts) {
    int sum = 0;
    for (ContentPart part : parts) {
      sum +=
          switch (part) {
            case ContentPart.Text text -> text(text.text());
            case ContentPart.Refusal refusal -> text(refusal.refusal());
            case ContentPart.Image image -> TOKENS_PER_IMAGE;
            case ContentPart.File file -> file.data().length() / FILE_CHARACTERS_PER_TOKEN;
            case ContentPart.Other other -> other.extra().json().length() / CHARACTERS_PER_TOKEN;
          };
    }
    return sum;
  }

  private static int text(String text) {
    return text.length() > LONGEST_TOKENIZED_CHARACTERS
        ? text.length() / CHARACTERS_PER_TOKEN
        : Vocabulary.ENCODING.countTokensOrdinary(text);
  }

  /** Loaded by the class loader at the first count, once. */
  private static final class Vocabulary {

    private static final Encoding ENCODING =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

    private Vocabulary() {}
  }
}
