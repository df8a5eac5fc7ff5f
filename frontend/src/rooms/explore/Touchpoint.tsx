import type { ReactElement, ReactNode } from "react";
import { createContext, use, useMemo, useState } from "react";
import type { Form } from "../../lib/types";
import { useWords } from "../../ui/context";
import { MenuAt } from "../../ui/Overlay";
import type { Given } from "./model/given";
import { onwardFrom } from "./model/onward";
import type { Vocabulary } from "./model/vocabulary";

interface Around {
  readonly known: ReadonlySet<string>;
  open(name: string, anchor: HTMLElement): void;
}

const Onward = createContext<Around>({ known: new Set(), open: () => undefined });

interface Props {
  readonly forms: readonly Form[];
  readonly given: Given;
  readonly vocabulary: Vocabulary | null;
  readonly children: ReactNode;
}

/** Lets every touchpoint in it lead on to the other questions about it. */
export function Onwards({ forms, given, vocabulary, children }: Props): ReactElement {
  const words = useWords();
  const [at, open] = useState<{ readonly name: string; readonly anchor: HTMLElement } | null>(null);
  const around = useMemo<Around>(
    () => ({ known: new Set(vocabulary?.choices.touchpoints.map(({ touchpoint }) => touchpoint)), open: (name, anchor) => open({ name, anchor }) }),
    [vocabulary],
  );
  return (
    <Onward value={around}>
      {children}
      {at && (
        <MenuAt
          anchor={at.anchor}
          label={words("explore.onward", { name: at.name })}
          entries={onwardFrom(forms, given, at.name).map(({ href, title, about }) => ({ id: href, label: words("explore.onward.entry", { title, about, name: at.name }), href }))}
          onClose={() => open(null)}
        />
      )}
    </Onward>
  );
}

/** A touchpoint in an answer; leads on to the other questions about it. */
export function Touchpoint({ name }: { readonly name: string }): ReactElement {
  const words = useWords();
  const { known, open } = use(Onward);
  if (!known.has(name)) return <>{name}</>;
  return (
    <button type="button" className="dl-touchpoint" aria-haspopup="menu" aria-label={words("explore.onward", { name })} onClick={({ currentTarget }) => open(name, currentTarget)}>
      {name}
    </button>
  );
}
