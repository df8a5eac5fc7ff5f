/** The notes about a customer, with those that are being changed here. No React. */

import type { Note } from "../../../lib/types";

/** What is shown: the notes there are, and those being changed that somebody has removed meanwhile; the newest first. */
export function shownNotes(now: readonly Note[], held: readonly Note[]): readonly Note[] {
  const gone = held.filter(({ id }) => !now.some((note) => note.id === id));
  return [...now, ...gone].sort((one, other) => other.at_us - one.at_us || other.id - one.id);
}
