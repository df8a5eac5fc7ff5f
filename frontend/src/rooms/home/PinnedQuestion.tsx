import { EllipsisVertical } from "lucide-react";
import type { ReactElement } from "react";
import { useEffect, useRef } from "react";
import type { Answer } from "../../answers/answer";
import { useAnswer } from "../../answers/useAnswer";
import { Chart } from "../../charts/Chart";
import { partsOf } from "../../charts/model/parts";
import { prepareCharts } from "../../charts/prepare";
import { usePlace } from "../../lib/address";
import { useNear } from "../../lib/near";
import type { SavedQuestion } from "../../lib/types";
import { Button, IconButton, Link } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { sentence } from "../../ui/Notice";
import type { Entry } from "../../ui/Overlay";
import { Menu } from "../../ui/Overlay";
import { Waiting } from "../../ui/Progress";

interface Props {
  readonly question: SavedQuestion;
  /** What can be done with it; none for those who may only look. */
  readonly deeds: readonly Entry[];
}

/** A question on Home: the first sentence of its answer and the drawing, or all its words where nothing is drawn. It is asked when it comes near, and fails alone. */
export function PinnedQuestion({ question, deeds }: Props): ReactElement {
  const words = useWords();
  const { id, title, fault } = question;
  const place = useRef<HTMLDivElement>(null);
  const near = useNear(place);
  useEffect(() => {
    if (near) prepareCharts(); // while the answer is worked out
  }, [near]);
  const asking = useAnswer(question.question, question.parameters, words.language, near && fault === null);
  const href = `/explore/saved/${encodeURIComponent(id)}`;
  return (
    <Card
      as="li"
      level={3}
      title={<Link href={href}>{title}</Link>}
      aside={deeds.length > 0 && <Menu trigger={<IconButton icon={EllipsisVertical} label={words("home.pin.deeds", { title })} />} entries={deeds} />}
    >
      <div ref={place} className="dl-pin" aria-busy={asking.busy}>
        {fault !== null ? (
          <p className="dl-error">{fault}</p>
        ) : asking.error !== null ? (
          <Refused error={asking.error} onRetry={asking.again} />
        ) : asking.answer ? (
          <Told answer={asking.answer} href={href} />
        ) : (
          <Waiting label={words("ui.loading")} lines={6} />
        )}
      </div>
    </Card>
  );
}

function Told({ answer, href }: { readonly answer: Answer; readonly href: string }): ReactElement {
  const { go } = usePlace();
  const chart = answer.chart && partsOf(answer.chart).length > 0 ? answer.chart : null;
  return (
    <>
      {answer.story.slice(0, chart ? 1 : undefined).map((line, place) => (
        <p key={place}>{line}</p>
      ))}
      {chart && (
        // for keyboards, the title is the link
        <div className="dl-pin-drawing" onClick={() => go(href)}>
          <Chart spec={chart} label={answer.story.join(" ")} />
        </div>
      )}
    </>
  );
}

function Refused({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactElement {
  const words = useWords();
  return (
    <div role="alert">
      <p className="dl-error">{sentence(error, words)}</p>
      <Button onPress={onRetry}>{words("ui.again")}</Button>
    </div>
  );
}
