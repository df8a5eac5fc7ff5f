import type { Texts } from "../words";

/** One table of the shared texts and of the app's own. */
export function together(shared: Texts, own: Readonly<Record<string, Texts>>): Texts {
  return Object.assign({}, shared, ...Object.values(own)) as Texts;
}
