import { CircleCheck, CircleHelp, EyeOff, RotateCcw } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { Theirs } from "../../drafts/Theirs";
import type { Corrections, TablePreview, ToldGuess } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { CorrectTable } from "./CorrectTable";
import { FirstRows } from "./FirstRows";
import type { TableForm } from "./model/corrections";
import { aside, formOf, isCorrected, readAs, typedInto, typedSince, uncorrected } from "./model/corrections";
import type { Fault } from "./model/faults";
import type { Correcting, Correction } from "./useCorrections";

interface Props {
  readonly table: TablePreview;
  readonly corrections: Corrections;
  /** What is wrong with what was said last, or with what an import met. */
  readonly fault: Fault | null;
  /** What was said last was refused because somebody else has corrected the table meanwhile. */
  readonly changed: boolean;
  /** Nothing may be corrected: it is imported, or being so. */
  readonly fixed: boolean;
  readonly correcting: Pick<Correcting, "correct" | "again" | "forget" | "busy">;
}

/** One table: what was recognised and why, its first rows and what becomes of them, and the form that says it otherwise. */
export function TableCard({ table, corrections, fault, changed, fixed, correcting }: Props): ReactElement {
  const words = useWords();
  const [typed, type] = useState<Partial<TableForm>>({}); // as long as the server has not taken it
  const [open, show] = useState(table.refused !== null || fault !== null);
  const form = { ...formOf(table, corrections.tables?.[table.table]?.at), ...typed };
  const say = async (correction: Correction): Promise<void> => {
    if (await correcting.correct(table, correction)) type({});
  };
  const change = (next: TableForm): void => {
    const all = typedSince(typed, form, next);
    type(all);
    void say((now) => typedInto(now, table, all));
  };
  const again = async (): Promise<void> => {
    if (await correcting.again(table)) type({});
  };
  const forget = (): void => {
    type({});
    correcting.forget(table);
  };
  const own = isCorrected(corrections, table);
  const shown = open && !fixed;
  return (
    <Card
      title={table.source}
      aside={
        <span className="dl-row">
          <span className="dl-muted dl-small">
            {table.files.join(", ")} · {table.description}
          </span>
          {own && <Tag tone="mood">{words("data.corrected")}</Tag>}
        </span>
      }
    >
      {table.refused !== null ? <p className="dl-error">{table.refused}</p> : <Recognised guesses={table.guesses} />}
      {changed && <Theirs gone={false} busy={correcting.busy} onMine={() => void again()} onTheirs={forget} />}
      {!changed && fault && (fault.field === null || !shown) && (
        <p className="dl-error" role="alert">
          {fault.text}
        </p>
      )}
      {!fixed && (
        <div className="dl-row">
          <Button onPress={() => show(!shown)}>{words(shown ? "data.correct.close" : "data.correct")}</Button>
          {own && (
            <Button kind="quiet" icon={RotateCcw} onPress={() => void say((now) => uncorrected(now.corrections, table))}>
              {words("data.correct.undo")}
            </Button>
          )}
          <Button kind="quiet" icon={EyeOff} onPress={() => void say((now) => aside(now.corrections, table.table, true))}>
            {words("data.aside.leave")}
          </Button>
        </div>
      )}
      {shown && (
        <CorrectTable
          columns={table.first.columns}
          form={form}
          onChange={change}
          reading={table}
          onRead={(said) => void say((now) => readAs(now.corrections, table.files, said))}
          fault={fault ?? (table.cure === "at" ? { field: "at", text: words("data.field.at.needed") } : null)}
        />
      )}
      <FirstRows table={table} />
    </Card>
  );
}

/** What was recognised, in sentences; what is worth a look has a mark. */
function Recognised({ guesses }: { readonly guesses: readonly ToldGuess[] }): ReactElement {
  const words = useWords();
  return (
    <ul className="dl-recognised">
      {guesses.map((guess) => (
        <li key={`${guess.role} ${guess.columns.join(" ")}`} data-unsure={guess.sure ? undefined : true}>
          {guess.sure ? <CircleCheck size={18} aria-hidden="true" /> : <CircleHelp size={18} aria-hidden="true" />}
          <div>
            {guess.said} {!guess.sure && <Tag tone="mood">{words("data.unsure")}</Tag>}
            <div className="dl-muted dl-small">
              {guess.reason}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
