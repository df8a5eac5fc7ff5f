import type { ReactElement } from "react";
import { useState } from "react";
import { Select } from "../ui/Choice";
import { useWords } from "../ui/context";
import { TextField } from "../ui/Field";
import { monthsBetween } from "./model/months";

interface Props {
  /** “Period”, where nothing else is said. */
  readonly label?: string;
  readonly hint?: string;
  readonly error?: string | null;
  /** As questions take it: `last 30d`, `2026-03`, `2026-01-01..2026-03-31`; empty for all of the time. */
  readonly value: string;
  /** The span of the data, µs since 1970: its months are offered. */
  readonly first?: number | null;
  readonly last?: number | null;
  readonly onChange: (period: string) => void;
}

const LAST = ["last 7d", "last 30d", "last 90d", "last 365d"];
const OTHER = "other";

/** A period: all, the last days, a month of the data, or as it is written. */
export function PeriodPicker({ label, hint, error = null, value, first = null, last = null, onChange }: Props): ReactElement {
  const words = useWords();
  const months = monthsBetween(first, last).map((id) => ({ id, label: monthName(id, words.language) }));
  const days = LAST.map((id) => ({ id, label: words("conditions.period.last", { n: Number(/\d+/.exec(id)?.[0]) }) }));
  const offered = [{ id: "", label: words("conditions.period.all") }, ...days, ...months];
  const known = offered.some(({ id }) => id === value);
  const [writing, write] = useState(!known);
  const [text, type] = useState(value);
  const written = (): void => {
    if (text.trim() !== value) onChange(text.trim());
  };
  return (
    <>
      <Select
        label={label ?? words("conditions.period")}
        hint={hint}
        error={writing ? null : error}
        options={[...offered, { id: OTHER, label: words("conditions.period.other") }].map((option) => ({ ...option, id: option.id || "all" }))}
        value={writing ? OTHER : value || "all"}
        onChange={(id) => {
          write(id === OTHER);
          if (id !== OTHER) onChange(id === "all" ? "" : id);
        }}
      />
      {writing && (
        <form
          onBlur={written}
          onSubmit={(event) => {
            event.preventDefault();
            written();
          }}
        >
          <TextField label={words("conditions.period.text")} code error={text.trim() === value ? error : null} value={text} onChange={type} placeholder="2026-01-01..2026-03-31" />
        </form>
      )}
    </>
  );
}

function monthName(month: string, language: string): string {
  return new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));
}
