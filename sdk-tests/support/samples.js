// What several tests ask and show.

/** A picture of one pixel, 70 bytes. */
export const PNG =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk" +
  "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A message of the user. */
export function user(content) {
  return { role: "user", content };
}

/** A message of the assistant. */
export function assistant(content) {
  return { role: "assistant", content };
}

/** Everything an asynchronous iterable gives. */
export async function all(iterable) {
  const items = [];
  for await (const item of iterable) {
    items.push(item);
  }
  return items;
}
