import type { ReactElement } from "react";
import { Fragment } from "react";
import type { TableColumn, TableValue } from "../../lib/types";
import { Link } from "../../ui/Button";
import { useFormat, useWords } from "../../ui/context";
import { Count } from "../../ui/Count";
import { Touchpoint } from "./Touchpoint";

interface Props {
  readonly column: TableColumn;
  readonly value: TableValue;
  /** What the number counts, for those who only hear it. */
  readonly label: string;
  readonly onOpen: ((cell: string) => void) | undefined;
}

const SMALL_P = 0.001;
const NOON = "T12:00:00Z";

/** One value of an answer, as its column's kind says; counts open. */
export function TableCell({ column, value, label, onOpen }: Props): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const nothing = <span className="dl-muted">–</span>;
  if (value.parts) {
    if (column.kind === "steps") return <Steps steps={value.parts.map((part) => part.text ?? "")} />;
    return (
      <span className="dl-parts">
        {value.parts.map((part, place) => (
          <ShareCell key={place} value={part} label={label} onOpen={onOpen} short />
        ))}
      </span>
    );
  }
  const { text, number } = value;
  if (column.kind === "share") return <ShareCell value={value} label={label} onOpen={onOpen} />;
  if (typeof text === "string") {
    if (column.kind === "touchpoint") return <Touchpoint name={text} />;
    if (column.kind === "customer" && onOpen) return <Link href={`/people/${encodeURIComponent(text)}`}>{text}</Link>;
    return <>{column.kind === "day" ? format.day(Date.parse(`${text}${NOON}`) * 1000) : text}</>;
  }
  if (typeof number !== "number") return nothing;
  switch (column.kind) {
    case "count":
      return <Count value={number} label={label} onOpen={opening(onOpen, value.cell)} />;
    case "duration":
      return <>{format.duration(number)}</>;
    case "time":
      return <>{format.moment(number)}</>;
    case "money":
      return <>{format.money(number, value.currency ?? "EUR")}</>;
    case "p":
      return <>{number < SMALL_P ? `< ${words.number(SMALL_P, 3)}` : words.number(number, 3)}</>;
    case "points":
      return (
        <>
          {words("explore.points", { points: words.number(number * 100, 1) })} <Between low={value.low} high={value.high} write={(end) => words.number(end * 100, 1)} />
        </>
      );
    case "number":
    case "text":
    case "day":
    case "customer":
    case "touchpoint":
    case "steps":
    case "shares":
    case "yes_no":
      return (
        <>
          {plain(words, number)} <Between low={value.low} high={value.high} write={(end) => plain(words, end)} />
        </>
      );
  }
}

function Steps({ steps }: { readonly steps: readonly string[] }): ReactElement {
  return (
    <span className="dl-steps">
      {steps.map((step, place) => (
        <Fragment key={place}>
          {place > 0 && " › "}
          <Touchpoint name={step} />
        </Fragment>
      ))}
    </span>
  );
}

/** A share with its interval, and both its numbers to be opened. */
function ShareCell({ value, label, onOpen, short = false }: Omit<Props, "column"> & { readonly short?: boolean }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const whole =
    typeof value.count === "number" && typeof value.of === "number" ? (
      <span className="dl-muted dl-small">
        <Count value={value.count} label={label} onOpen={opening(onOpen, value.cell)} /> / <Count value={value.of} label={label} onOpen={opening(onOpen, value.of_cell)} />
      </span>
    ) : null;
  if (typeof value.number !== "number")
    return (
      <span>
        <span className="dl-muted">{words("ui.share.none")}</span> {whole}
      </span>
    );
  return (
    <span>
      <strong>{format.share(value.number)}</strong> {!short && <Between low={value.low} high={value.high} write={format.share} />} {whole}
    </span>
  );
}

function opening(onOpen: Props["onOpen"], cell: string | null | undefined): (() => void) | undefined {
  return onOpen && cell ? () => onOpen(cell) : undefined;
}

interface BetweenProps {
  readonly low: number | null | undefined;
  readonly high: number | null | undefined;
  readonly write: (end: number) => string;
}

function Between({ low, high, write }: BetweenProps): ReactElement | null {
  if (typeof low !== "number" || typeof high !== "number") return null;
  return (
    <span className="dl-muted dl-small">
      ({write(low)}–{write(high)})
    </span>
  );
}

function plain(words: { number(value: number, digits?: number): string }, number: number): string {
  return words.number(Number(number.toFixed(Math.abs(number) < 10 ? 2 : 0)));
}
