package dev.holdfast.adapters.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Server-sent events")
final class SseReaderTest {

  /** Bytes as they may come, and the events they mean. */
  enum Case {
    NOTHING(""),
    ONE_EVENT("data: a\n\n", "a"),
    TWO_EVENTS("data: a\n\ndata: b\n\n", "a", "b"),
    CRLF("data: a\r\n\r\ndata: b\r\n\r\n", "a", "b"),
    CR("data: a\r\rdata: b\r\r", "a", "b"),
    MIXED_LINE_ENDS("data: a\r\n\ndata: b\r\r\ndata: c\n\r\n", "a", "b", "c"),
    NO_BLANK_LINE_AT_THE_END("data: a\n\ndata: b\n", "a", "b"),
    NO_LINE_END_AT_THE_END("data: a\n\ndata: b", "a", "b"),
    NO_SPACE_BEHIND_THE_COLON("data:a\n\n", "a"),
    ONLY_ONE_SPACE_IS_TAKEN("data:  a\n\n", " a"),
    DATA_WITH_COLONS("data: a:b: c\n\n", "a:b: c"),
    SEVERAL_DATA_LINES("data: a\ndata: b\ndata\ndata:\n\n", "a\nb\n\n"),
    DATA_WITHOUT_VALUE("data\n\n", ""),
    EMPTY_DATA("data:\n\n", ""),
    EVENT_WITHOUT_DATA("event: ping\n\ndata: a\n\n", "a"),
    COMMENTS(": keep-alive\n\n:\n\ndata: a\n: between\n\n", "a"),
    OTHER_FIELDS("id: 1\nretry: 5\ndatabase: x\ndata: a\nfoo\n\n", "a"),
    SPACE_BEFORE_THE_FIELD(" data: a\n\ndata: b\n\n", "b"),
    BYTE_ORDER_MARK("\uFEFFdata: a\n\n", "a"),
    BYTE_ORDER_MARK_LATER("data: a\n\n\uFEFFdata: b\n\ndata: c\n\n", "a", "c"),
    MANY_BLANK_LINES("\n\n\r\n\ndata: a\n\n\n\n\n", "a"),
    NOT_ASCII("data: é語\uD83D\uDE00\n\n", "é語\uD83D\uDE00"),
    NUL_AND_TAB("data: a\u0000\tb\n\n", "a\u0000\tb");

    final byte[] bytes;
    final List<String> events;

    Case(String text, String... events) {
      this.bytes = text.getBytes(StandardCharsets.UTF_8);
      this.events = List.of(events);
    }
  }

  @ParameterizedTest
  @EnumSource
  void events_are_told_as_they_are_meant(Case named) throws IOException {
    assertThat(events(new ByteArrayInputStream(named.bytes))).isEqualTo(named.events);
  }

  @ParameterizedTest
  @EnumSource
  void events_do_not_depend_on_where_reads_cut_them(Case named) throws IOException {
    for (int size = 1; size <= 7; size++) {
      assertThat(events(new Trickle(named.bytes, size))).isEqualTo(named.events);
    }
  }

  @Test
  void an_event_is_told_before_the_next_byte_has_come() throws IOException {
    for (String end : List.of("\n\n", "\r\n\r\n", "\r\r")) {
      byte[] bytes = ("data: a" + end).getBytes(StandardCharsets.UTF_8);
      // the LF of the last CRLF is not needed to know that the line has ended
      int needed = end.endsWith("\r\n") ? bytes.length - 1 : bytes.length;
      SseReader reader = new SseReader(new NothingMore(new ByteArrayInputStream(bytes, 0, needed)));

      assertThat(reader.advance()).isTrue();
      assertThat(reader.isWhole()).isTrue();
    }
  }

  @Test
  void an_event_that_the_stream_ends_in_is_not_whole() throws IOException {
    SseReader reader = reader("data: a\n\ndata: {\"cut");

    assertThat(reader.advance()).isTrue();
    assertThat(reader.isWhole()).isTrue();
    assertThat(reader.advance()).isTrue();
    assertThat(reader.isWhole()).isFalse();
    assertThat(reader.advance()).isFalse();
  }

  @Test
  void the_name_belongs_to_its_event_only() throws IOException {
    SseReader reader = reader("event: error\ndata: a\n\ndata: b\n\nevent: x\n\ndata: c\n\n");

    List<String> names = new ArrayList<>();
    while (reader.advance()) {
      names.add(reader.name());
    }

    assertThat(names).containsExactly("error", "", "");
  }

  @Test
  void long_lines_are_read_up_to_the_bound() throws IOException {
    int longest = SseReader.MAX_EVENT_BYTES - "data: ".length() - 2;
    SseReader reader = reader("data: " + "x".repeat(longest) + "\n\n");

    assertThat(reader.advance()).isTrue();
    assertThat(reader.dataLength()).isEqualTo(longest);
  }

  @Test
  void a_line_beyond_the_bound_is_an_error_and_not_held() {
    SseReader reader = new SseReader(new Endless("x"));

    assertThatThrownBy(reader::advance).isInstanceOf(SseReader.EventTooLong.class);
  }

  @Test
  void an_event_of_endless_lines_is_an_error_and_not_held() {
    SseReader reader = new SseReader(new Endless("data: 0123456789abcdef0123456789abcdef\n"));

    assertThatThrownBy(reader::advance).isInstanceOf(SseReader.EventTooLong.class);
  }

  private static SseReader reader(String text) {
    return new SseReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> events(InputStream in) throws IOException {
    SseReader reader = new SseReader(in);
    List<String> events = new ArrayList<>();
    while (reader.advance()) {
      events.add(new String(reader.data(), 0, reader.dataLength(), StandardCharsets.UTF_8));
    }
    return events;
  }

  /** Gives at most so many bytes at once. */
  private static final class Trickle extends ByteArrayInputStream {

    private final int size;

    Trickle(byte[] bytes, int size) {
      super(bytes);
      this.size = size;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(length, size));
    }
  }

  /** Fails where a socket would block. */
  private static final class NothingMore extends InputStream {

    private final InputStream first;

    NothingMore(InputStream first) {
      this.first = first;
    }

    @Override
    public int read() throws IOException {
      int unit = first.read();
      if (unit < 0) {
        throw new IOException("would block");
      }
      return unit;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = first.read(into, offset, length);
      if (count < 0) {
        throw new IOException("would block");
      }
      return count;
    }
  }

  /** The same text again and again. */
  private static final class Endless extends InputStream {

    private final byte[] text;
    private int at;

    Endless(String text) {
      this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      return text[at++ % text.length];
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      for (int index = 0; index < length; index++) {
        into[offset + index] = (byte) read();
      }
      return length;
    }
  }
}
