import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import type { Corrections, FirstRows, RowEvent, TablePreview } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { channelName } from "../../ui/Channel";
import { useFormat, useWords } from "../../ui/context";
import { Failed } from "../../ui/Notice";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { CorrectForm } from "./CorrectForm";
import { corrected } from "./model/corrections";

interface Props {
  readonly table: TablePreview;
  readonly corrections: Corrections;
  readonly error: unknown;
  readonly busy: boolean;
  readonly onCorrect: (corrections: Corrections) => void;
}

/** How one table is read: in sentences with their reasons, and its first rows beside what they become. */
export function TableReading({ table, corrections, error, busy, onCorrect }: Props): ReactElement {
  const words = useWords();
  const [editing, edit] = useState(false);
  return (
    <Card
      title={table.source}
      aside={
        table.mapping && (
          <Button kind="quiet" onPress={() => edit(!editing)}>
            {words(editing ? "data.correct.close" : "data.correct")}
          </Button>
        )
      }
    >
      <p className="dl-muted dl-small">
        {table.files.join(", ")} · {table.description}
      </p>
      {table.refused && <p className="dl-error">{table.refused}</p>}
      {editing && table.mapping ? (
        <>
          <CorrectForm table={table} busy={busy} onCorrect={(change) => onCorrect(corrected(corrections, table.table, change))} />
          {error ? <Failed error={error} /> : null}
        </>
      ) : (
        <ul className="dl-guesses">
          {table.guesses.map((guess) => (
            <li key={`${guess.role} ${guess.columns.join(" ")}`} className="dl-guess">
              {guess.sure ? <CircleCheck size={16} aria-hidden="true" /> : <CircleAlert size={16} aria-hidden="true" />}
              <span>
                {guess.said} {!guess.sure && <Tag tone="bad">{words("data.guess.look")}</Tag>} <span className="dl-muted dl-small">{guess.reason}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <h3>{words("data.become")}</h3>
      <Becomes first={table.first} />
      <details>
        <summary>{words("data.raw")}</summary>
        <Raw first={table.first} />
      </details>
    </Card>
  );
}

function Becomes({ first }: { readonly first: FirstRows }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const columns: readonly Column<RowEvent>[] = [
    { id: "ts", title: words("data.event.time"), cell: ({ ts }) => format.moment(ts) },
    { id: "name", title: words("data.event.name"), head: true, cell: ({ name }) => name },
    { id: "channel", title: words("map.table.channel"), cell: ({ channel }) => (channel ? channelName(channel, words) : "") },
    { id: "identifiers", title: words("data.event.identifiers"), cell: ({ identifiers }) => (identifiers ?? []).map(({ namespace, value }) => `${namespace}: ${value}`).join(", ") },
    {
      id: "value",
      title: words("people.worth"),
      number: true,
      cell: ({ value_minor, currency, value, unit }) =>
        value_minor != null && currency ? format.money(value_minor, currency) : value != null ? `${format.count(value)} ${unit ?? ""}` : "",
    },
  ];
  const faults = first.faults.filter((fault) => fault !== null);
  return (
    <>
      {first.events.length > 0 && (
        <div className="dl-first">
          <Table caption={words("data.become")} columns={columns} rows={first.events.slice(0, 8)} keyOf={(_, place) => place} />
        </div>
      )}
      {faults.length > 0 && (
        <ul className="dl-plain dl-error">
          {[...new Set(faults)].slice(0, 5).map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Raw({ first }: { readonly first: FirstRows }): ReactElement {
  const words = useWords();
  const columns: readonly Column<readonly (string | null)[]>[] = first.columns.map((name, place) => ({ id: `${place} ${name}`, title: name, cell: (row) => row[place] ?? "" }));
  return (
    <div className="dl-first">
      <Table caption={words("data.raw")} columns={columns} rows={first.rows} keyOf={(_, place) => place} />
    </div>
  );
}
