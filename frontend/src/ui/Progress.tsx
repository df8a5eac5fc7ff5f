import type { ReactElement } from "react";
import { Label, ProgressBar } from "react-aria-components";
import "./Progress.css";

interface Props {
  readonly label: string;
  /** A part of one; null where nobody knows how much is left. */
  readonly value: number | null;
}

/** How far something long has come. */
export function Progress({ label, value }: Props): ReactElement {
  return (
    <ProgressBar className="dl-progress" value={(value ?? 0) * 100} isIndeterminate={value === null}>
      <Label className="dl-small">{label}</Label>
      <div className="dl-progress-track">
        <div className="dl-progress-fill" data-moving={value === null || undefined} style={value === null ? {} : { width: `${value * 100}%` }} />
      </div>
    </ProgressBar>
  );
}

/** Holds the place of what is on its way, so that nothing jumps. */
export function Waiting({ lines = 3, label }: { readonly lines?: number; readonly label: string }): ReactElement {
  return (
    <div className="dl-waiting" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} />
      ))}
    </div>
  );
}
