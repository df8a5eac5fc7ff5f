import { CircleCheck, CircleHelp, EyeOff, RotateCcw } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import type { Corrections, TablePreview, ToldGuess } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { CorrectTable } from "./CorrectTable";
import { FirstRows } from "./FirstRows";
import type { TableForm } from "./model/corrections";
import { aside, corrected, formOf, isCorrected, readAs, uncorrected } from "./model/corrections";
import type { Fault } from "./model/faults";

interface Props {
  readonly table: TablePreview;
  readonly corrections: Corrections;
  /** What is wrong with what was said last, or with what an import met. */
  readonly fault: Fault | null;
  /** Nothing may be corrected: it is imported, or being so. */
  readonly fixed: boolean;
  readonly onCorrect: (corrections: Corrections) => Promise<boolean>;
}

/** One table: what was recognised and why, its first rows and what becomes of them, and the form that says it otherwise. */
export function TableCard({ table, corrections, fault, fixed, onCorrect }: Props): ReactElement {
  const words = useWords();
  const [typed, type] = useState<TableForm | null>(null);
  const [open, show] = useState(table.refused !== null || fault !== null);
  const form = typed ?? formOf(table, corrections.tables?.[table.table]?.at);
  const say = async (next: Corrections): Promise<void> => {
    if (await onCorrect(next)) type(null);
  };
  const change = (next: TableForm): void => {
    type(next);
    void say(corrected(corrections, table, next));
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
      {fault && (fault.field === null || !shown) && (
        <p className="dl-error" role="alert">
          {fault.text}
        </p>
      )}
      {!fixed && (
        <div className="dl-row">
          <Button onPress={() => show(!shown)}>{words(shown ? "data.correct.close" : "data.correct")}</Button>
          {own && (
            <Button kind="quiet" icon={RotateCcw} onPress={() => void say(uncorrected(corrections, table))}>
              {words("data.correct.undo")}
            </Button>
          )}
          <Button kind="quiet" icon={EyeOff} onPress={() => void say(aside(corrections, table.table, true))}>
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
          onRead={(said) => void say(readAs(corrections, table.files, said))}
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
