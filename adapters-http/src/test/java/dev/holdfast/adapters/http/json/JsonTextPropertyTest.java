package dev.holdfast.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("A text written as JSON")
class JsonTextPropertyTest {

  @Property
  @Label("is read back as it was")
  void is_read_back_as_it_was(@ForAll("texts") String text) {
    byte[] json = new JsonText().string(text).bytes();

    assertThat(ChatJson.MAPPER.readTree(json).stringValue()).isEqualTo(text);
  }

  @Property
  @Label("is the same character when it was cut in the middle of it")
  void may_be_cut_anywhere(@ForAll("texts") String text, @ForAll int place) {
    int cut = text.isEmpty() ? 0 : Math.floorMod(place, text.length());
    String first = text.substring(0, cut);
    String second = text.substring(cut);

    String joined =
        ChatJson.MAPPER.readTree(new JsonText().string(first).bytes()).stringValue()
            + ChatJson.MAPPER.readTree(new JsonText().string(second).bytes()).stringValue();

    assertThat(joined).isEqualTo(text);
  }

  @Example
  @Label("is one line, so that it can be an event")
  void is_one_line() {
    String everyControl = "\u0000\b\t\n\u000b\f\r\u001b\u2028\"\\/";

    assertThat(new JsonText().string(everyControl).text())
        .isEqualTo("\"\\u0000\\u0008\\t\\n\\u000b\\u000c\\r\\u001b\u2028\\\"\\\\/\"");
  }

  /** Characters of all lengths in UTF-8, halves of pairs and controls among them. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('a', '"', '\\', '\n', '\u0000', '\u00e9', '\u20ac', '\ud83d', '\ude00')
        .all()
        .ofMaxLength(20);
  }
}
