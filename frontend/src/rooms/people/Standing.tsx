import type { ReactElement } from "react";
import type { JourneyTypeOfPerson, Now } from "../../lib/types";
import { Tag } from "../../ui/Card";
import { stageName } from "../../ui/Channel";
import { useFormat, useWords } from "../../ui/context";

const TONES = { reached: "good", recovered: "good", missed: "bad", open: "plain" } as const;

/** How a customer's journeys of one type went, where the last one stands, and what holds it up. */
export function Standing({ type }: { readonly type: JourneyTypeOfPerson }): ReactElement {
  const words = useWords();
  return (
    <section className="dl-stack">
      <h3>{type.label}</h3>
      {type.count === 0 ? (
        <p className="dl-muted">{words("people.standing.none")}</p>
      ) : (
        <>
          <p className="dl-row">
            {type.has_goal && <Tag tone="good">{words("people.standing.reached", { n: type.reached })}</Tag>}
            {type.has_goal && <Tag tone="bad">{words("people.standing.missed", { n: type.missed })}</Tag>}
            <Tag>{words("people.standing.open", { n: type.open })}</Tag>
          </p>
          {type.now && <NowText now={type.now} />}
        </>
      )}
    </section>
  );
}

function NowText({ now }: { readonly now: Now }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const others = now.others;
  return (
    <div className="dl-stack">
      <p>
        <Tag tone={TONES[now.outcome]}>{words(`people.outcome.${now.outcome}`)}</Tag>{" "}
        {words("people.standing.at", { touchpoint: now.label, day: format.moment(now.since_us) })}
        {now.stage && <span className="dl-muted"> ({stageName(now.stage, words)})</span>}
      </p>
      {others && (
        <p className="dl-muted dl-small">
          {others.median_s === null || others.sooner === null || others.sooner.share === null
            ? words("people.standing.cannot_tell", { n: others.stays })
            : words("people.standing.others", {
                waited: format.duration(now.waited_s),
                median: format.duration(others.median_s),
                share: format.share(others.sooner.share),
                n: others.stays,
              })}
        </p>
      )}
    </div>
  );
}
