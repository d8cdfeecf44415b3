/**
 * The whole gateway as its users meet it: the built distribution as a process, real HTTP, the
 * official OpenAI client. What can be told by a smaller test is told there; here stands what only
 * the whole can show, and what the documentation promises. Nothing here builds: {@code mvn verify}
 * has packaged the distribution before.
 */
package dev.holdfast.app.endtoend;
