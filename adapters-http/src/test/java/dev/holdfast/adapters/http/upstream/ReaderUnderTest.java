package dev.holdfast.adapters.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader of responses, what it told, and events in short words: single quotes are double ones.
 */
final class ReaderUnderTest {

  static final String MESSAGE = "'type':'message','id':'msg_1','role':'assistant'";
  static final String FUNCTION = "'type':'function_call','id':'fc_1','call_id':'c1','name':'f'";

  final List<ModelDelta> deltas = new ArrayList<>();
  final ResponsesReader reader =
      new ResponsesReader(new OutputDraft(new CallIds(new CountingIds()), deltas::add));

  Choice only() throws MalformedAnswer {
    assertThat(reader.isFinished()).isTrue();
    assertThat(reader.answered().choices()).hasSize(1);
    return reader.answered().choices().getFirst();
  }

  void added(int index, String item) throws Exception {
    event("output_item.added", "'output_index':" + index + ",'item':" + item);
  }

  void done(int index, String item) throws Exception {
    event("output_item.done", "'output_index':" + index + ",'item':" + item);
  }

  void text(int index, String delta) throws Exception {
    event(
        "output_text.delta",
        "'output_index':" + index + ",'content_index':0,'delta':'" + delta + "'");
  }

  void arguments(int index, String delta) throws Exception {
    event("function_call_arguments.delta", "'output_index':" + index + ",'delta':'" + delta + "'");
  }

  void completed(String output) throws Exception {
    assertThat(
            event(
                "completed",
                "'response':{'status':'completed','error':null,'output':[" + output + "]}"))
        .isTrue();
  }

  boolean event(String type, String members) throws Exception {
    return read("{'type':'response." + type + "','sequence_number':1," + members + "}");
  }

  boolean read(String json) throws ReportedError, MalformedAnswer {
    byte[] bytes = bytes(json);
    return reader.event(bytes, bytes.length);
  }

  void whole(String json) throws ReportedError, MalformedAnswer {
    byte[] bytes = bytes(json);
    reader.whole(bytes, bytes.length);
  }

  static byte[] bytes(String json) {
    return json.replace("\\'", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  static String part(String text) {
    return "{'type':'output_text','text':'" + text + "','annotations':[],'logprobs':[]}";
  }

  static ModelDelta told(String text) {
    return new ModelDelta.Text(0, text, RawFields.NONE);
  }

  static Item call(String id, String name, String arguments) {
    return new Item.ToolCall(id, name, arguments, RawFields.NONE);
  }
}
