import type { ReactElement, ReactNode } from "react";
import type { Share } from "../lib/types";
import { useFormat, useWords } from "./context";
import "./Count.css";

interface CountProps {
  readonly value: number;
  /** Opens the people behind it. Without it the number is only told. */
  readonly onOpen?: (() => void) | undefined;
  /** Of what, for those who only hear it: “customers who reached cart”. */
  readonly label?: string;
}

/** A number that opens into exactly the people behind it. */
export function Count({ value, onOpen, label }: CountProps): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const text = format.count(value);
  if (!onOpen || value === 0) return <span className="dl-count">{text}</span>;
  return (
    <button type="button" className="dl-count" data-opens onClick={onOpen} aria-label={words("ui.count.open", { count: text, what: label ?? "" })}>
      {text}
    </button>
  );
}

/** A share with its interval and what it is of. */
export function ShareText({ share, unit }: { readonly share: Share; readonly unit?: string }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  if (share.share === null) return <span className="dl-muted">{words("ui.share.none")}</span>;
  return (
    <span>
      <strong>{format.share(share.share)}</strong>{" "}
      <span className="dl-muted dl-small">
        {words("ui.share.of", { interval: format.interval(share), of: format.count(share.of) })} {unit}
      </span>
    </span>
  );
}

/** Figures in a row. Small ones are the facts of an answer: many, and beside its chart. */
export function Figures({ small = false, children }: { readonly small?: boolean; readonly children: ReactNode }): ReactElement {
  return (
    <dl className="dl-figures" data-small={small || undefined}>
      {children}
    </dl>
  );
}

/** A number large enough to be read across the room, and what it counts. */
export function Figure({ label, children, note }: { readonly label: string; readonly children: ReactElement | string; readonly note?: string | undefined }): ReactElement {
  return (
    <div className="dl-figure">
      <dt>{label}</dt>
      <dd>
        <span className="dl-figure-value">{children}</span>
        {note && <span className="dl-muted dl-small">{note}</span>}
      </dd>
    </div>
  );
}
