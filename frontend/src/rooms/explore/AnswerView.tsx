import type { ReactElement, Ref } from "react";
import { useDeferredValue } from "react";
import type { Answer } from "../../answers/answer";
import { Chart } from "../../charts/Chart";
import type { Picture } from "../../charts/Drawing";
import { partsOf } from "../../charts/model/parts";
import { Card } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { AnswerTableCard } from "./Tables";

interface Props {
  readonly answer: Answer;
  /** What its groups are told apart by. */
  readonly by: string;
  /** Whether it is the answer to the question before. */
  readonly old: boolean;
  readonly picture: Ref<Picture>;
  /** Opens the people behind a number of what is asked now; not there for those who may not see them. */
  readonly onOpen: ((cell: string) => void) | undefined;
}

/** An answer: first in words, then drawn, then all its numbers. */
export function AnswerView({ answer, by, old, picture, onOpen }: Props): ReactElement {
  const words = useWords();
  const [first, ...rest] = answer.story;
  return (
    <div className="dl-told" data-old={old || undefined}>
      <section className="dl-story" aria-label={words("explore.story")} aria-live="polite">
        <p className="dl-story-first">{first}</p>
        {rest.map((sentence, place) => (
          <p key={place}>{sentence}</p>
        ))}
      </section>
      {answer.chart && partsOf(answer.chart).length > 0 && (
        <Card>
          <Chart spec={answer.chart} label={answer.story.join(" ")} onOpen={onOpen && (old ? opensNothing : onOpen)} picture={picture} />
        </Card>
      )}
      <Numbers tables={answer.tables} by={by} onOpen={old ? undefined : onOpen} />
    </div>
  );
}

/** The tables, made after words and drawing can be seen: they are most of the work, and come last. */
function Numbers({ tables, by, onOpen }: Pick<Props, "by" | "onOpen"> & Pick<Answer, "tables">): ReactElement {
  const ready = useDeferredValue(tables, NONE);
  return (
    <div className="dl-numbers" aria-busy={ready !== tables}>
      {ready.map((table) => (
        <AnswerTableCard key={table.name} table={table} by={by} onOpen={ready === tables ? onOpen : undefined} />
      ))}
    </div>
  );
}

/** For the chart of an old answer: without any, it would be drawn anew to say so. */
function opensNothing(): void {
  return;
}

const NONE: Answer["tables"] = [];
