import { CircleCheck, CircleHelp, EyeOff, RotateCcw } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import type { Corrections, TablePreview, ToldGuess } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { Failed, sentence } from "../../ui/Notice";
import { CorrectTable } from "./CorrectTable";
import { FirstRows } from "./FirstRows";
import type { TableForm } from "./model/corrections";
import { aside, corrected, formOf, sectionOf, uncorrected } from "./model/corrections";

interface Props {
  readonly table: TablePreview;
  readonly corrections: Corrections;
  readonly error: unknown;
  /** Nothing may be corrected: it is imported, or being so. */
  readonly fixed: boolean;
  readonly onCorrect: (corrections: Corrections) => Promise<boolean>;
}

/** One table: what was recognised and why, its first rows and what becomes of them, and the form that says it otherwise. */
export function TableCard({ table, corrections, error, fixed, onCorrect }: Props): ReactElement {
  const words = useWords();
  const [typed, type] = useState<TableForm | null>(null);
  const [open, show] = useState(table.refused !== null);
  const form = typed ?? formOf(table);
  const say = async (next: Corrections): Promise<void> => {
    if (await onCorrect(next)) type(null);
  };
  const change = (next: TableForm): void => {
    type(next);
    void say(corrected(corrections, table, next));
  };
  const own = corrections.tables?.[table.table];
  const section = error ? sectionOf(sentence(error, words)) : null;
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
      {Boolean(error) && section === null && <Failed error={error} />}
      {!fixed && (
        <div className="dl-row">
          <Button onPress={() => show(!open)}>{words(open ? "data.correct.close" : "data.correct")}</Button>
          {own && (
            <Button kind="quiet" icon={RotateCcw} onPress={() => void say(uncorrected(corrections, table.table))}>
              {words("data.correct.undo")}
            </Button>
          )}
          <Button kind="quiet" icon={EyeOff} onPress={() => void say(aside(corrections, table.table, true))}>
            {words("data.aside.leave")}
          </Button>
        </div>
      )}
      {open && !fixed && <CorrectTable columns={table.first.columns} form={form} onChange={change} wrong={section === null ? null : { section, text: sentence(error, words) }} />}
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
