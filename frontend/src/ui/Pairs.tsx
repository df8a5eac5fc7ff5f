import type { ReactElement, ReactNode } from "react";
import "./Pairs.css";

interface Props {
  /** What is told, and what it is. */
  readonly rows: readonly (readonly [string, ReactNode])[];
  /** Beside other things: within a line of a list, in a drawer. */
  readonly small?: boolean;
}

/** Facts below each other, each with its name: to be looked up, not compared. */
export function Pairs({ rows, small = false }: Props): ReactElement {
  return (
    <dl className="dl-pairs" data-small={small || undefined}>
      {rows.map(([name, value], place) => (
        <div key={place}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
