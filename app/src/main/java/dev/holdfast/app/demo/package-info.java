/**
 * The built-in provider: a model that needs no network and no key.
 *
 * <p>It is deterministic and keeps nothing: an answer is computed from the prompt and the
 * parameters of its call alone. So it shows what a gateway remembers, and tests can foresee it.
 *
 * <ul>
 *   <li>A statement is repeated: {@code You said: "…"}. A question is answered by the earlier
 *       sentence that has the most words in common with it, the newest of equals: {@code You told
 *       me: "…"}. Images, files and other parts are named with type and size.
 *   <li>A tool is called when {@code tool_choice} asks for it, and with {@code auto} when the
 *       user's text ends in a question mark or holds the name of a tool or a word of it; never with
 *       {@code none}; only tools of {@code allowed_tools}. "both" and "twice" make two calls,
 *       unless {@code parallel_tool_calls} is false. Arguments satisfy the tool's schema. A tool's
 *       result is quoted, and nothing is called again.
 *   <li>{@code response_format} gets JSON that satisfies its schema.
 *   <li>{@code max_completion_tokens} and {@code max_tokens} end an answer early; {@code n} repeats
 *       it.
 *   <li>{@code demo:refuse} in the user's last text makes it refuse, {@code demo:length} stop half
 *       way for its length, {@code demo:fail} break off half way, and {@code demo:slow} take five
 *       seconds.
 * </ul>
 */
@NullMarked
package dev.holdfast.app.demo;

import org.jspecify.annotations.NullMarked;
