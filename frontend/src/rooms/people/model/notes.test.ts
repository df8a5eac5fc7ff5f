import { expect, it } from "vitest";
import type { Note } from "../../../lib/types";
import { shownNotes } from "./notes";

function note(id: number, version = 1): Note {
  return { id, text: `note ${id}`, by: "ann", at_us: id * 1_000, edited_by: null, edited_us: null, version };
}

it("notes stay in their place while they are changed, also where somebody removes them", () => {
  const now = [note(3), note(2, 2), note(1)];
  expect(shownNotes(now, [note(2)])).toEqual(now);
  expect(shownNotes([note(3), note(1)], [note(2)])).toEqual([note(3), note(2), note(1)]);
});
