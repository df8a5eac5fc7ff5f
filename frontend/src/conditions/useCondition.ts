import { useEffect, useState } from "react";
import type { Awaited, Condition } from "./model/condition";
import { asked, changed, usable, whole } from "./model/condition";

export interface Conditioning {
  readonly condition: Condition;
  /** It was asked for and is not whole yet. */
  readonly waiting: boolean;
  change(next: Condition): void;
  /** Uses the condition as it is shown: at once, or as soon as it is whole. */
  ask(): void;
}

/** A condition that is being changed; `use` is given its text only once that says what is shown. */
export function useCondition(start: string, use: (text: string) => void): Conditioning {
  const [now, set] = useState<Awaited>({ condition: whole(start), wanted: false });
  const text = usable(now);
  useEffect(() => {
    if (text === null) return;
    set(({ condition }) => ({ condition, wanted: false }));
    use(text);
  });
  return { condition: now.condition, waiting: now.wanted, change: (next) => set((before) => changed(before, next)), ask: () => set(asked) };
}
