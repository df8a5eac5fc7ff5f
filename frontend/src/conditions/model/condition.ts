/** A condition on its way from what is clicked to its text, and what waits for it. No React. */

export interface Condition {
  /** Empty for everybody. */
  readonly text: string;
  /** Whole: the text says what is shown. Making: the clicked lines are being written as text. Refused: they could not be. */
  readonly state: "whole" | "making" | "refused";
}

export interface Awaited {
  readonly condition: Condition;
  /** It was asked for and shall be used as soon as it is whole. */
  readonly wanted: boolean;
}

export function whole(text: string): Condition {
  return { text, state: "whole" };
}

/** The condition after a click, a letter or an answer; whoever goes on changing it takes back that it was asked for. */
export function changed({ condition, wanted }: Awaited, next: Condition): Awaited {
  return { condition: next, wanted: wanted && condition.state === "making" && next.state === "whole" };
}

/** The condition, asked for; one that could not be written cannot be used. */
export function asked({ condition }: Awaited): Awaited {
  return { condition, wanted: condition.state !== "refused" };
}

/** The text to use now; null: there is none yet, or nobody asks. */
export function usable({ condition, wanted }: Awaited): string | null {
  return wanted && condition.state === "whole" ? condition.text.trim() : null;
}
