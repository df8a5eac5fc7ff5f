import type { ReactElement } from "react";
import { Fragment } from "react";
import { usePlace } from "../../lib/address";
import { get } from "../../lib/api";
import { usePages } from "../../lib/queries";
import type { Timeline as TimelinePage, TimelineEvent } from "../../lib/types";
import { Card, Tag } from "../../ui/Card";
import { ChannelIcon, channelName, stageName } from "../../ui/Channel";
import { Segmented } from "../../ui/Choice";
import { useFormat, useWords } from "../../ui/context";
import { More } from "../../ui/More";
import { Failed } from "../../ui/Notice";
import { Pairs } from "../../ui/Pairs";
import { Waiting } from "../../ui/Progress";

const PAGE = 100;

/** Everything a customer did, over all channels, visit by visit. */
export function Timeline({ who }: { readonly who: string }): ReactElement {
  const words = useWords();
  const { params, change } = usePlace();
  const direction = params.get("direction") === "oldest" ? "oldest" : "newest";
  const pages = usePages(["timeline", who, direction, words.language], (first, signal) =>
    get<TimelinePage>(`/api/people/${encodeURIComponent(who)}/timeline`, { query: { direction, first, most: PAGE, lang: words.language }, signal }),
  );
  const { first, rows } = pages;
  return (
    <Card
      title={words("people.timeline")}
      aside={
        <Segmented
          label={words("people.order")}
          value={direction}
          options={["newest", "oldest"].map((id) => ({ id, label: words(`people.timeline.${id}`) }))}
          onChange={(next) => change({ direction: next }, { replace: true })}
        />
      }
    >
      {pages.error ? (
        <Failed error={pages.error} onRetry={pages.again} />
      ) : first ? (
        <ol className="dl-timeline">
          {rows.map((event, place) => (
            <Fragment key={place}>
              {rows[place - 1]?.visit !== event.visit && <VisitHead event={event} />}
              <EventLine event={event} />
            </Fragment>
          ))}
        </ol>
      ) : (
        <Waiting label={words("ui.loading")} lines={9} />
      )}
      <More pages={pages} />
    </Card>
  );
}

function VisitHead({ event }: { readonly event: TimelineEvent }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  return (
    <li className="dl-visit">
      {format.day(event.at_us)} · {words("people.timeline.visit", { number: event.visit })}
    </li>
  );
}

function EventLine({ event }: { readonly event: TimelineEvent }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const facts = factsOf(event);
  return (
    <li className="dl-event">
      <span className="dl-event-sign">
        <ChannelIcon channel={event.channel} />
      </span>
      <div className="dl-event-body">
        <details>
          <summary>
            <strong>{event.label}</strong> <span className="dl-muted dl-small">{channelName(event.channel, words)}</span>{" "}
            {event.stage && <Tag>{stageName(event.stage, words)}</Tag>}{" "}
            {event.value_minor != null && event.currency && <Tag tone="good">{format.money(event.value_minor, event.currency)}</Tag>}{" "}
            {event.score != null && <Tag tone="mood">{event.score_max == null ? words.number(event.score) : `${words.number(event.score)} / ${words.number(event.score_max)}`}</Tag>}
          </summary>
          <Pairs small rows={facts.map(([name, value]) => [Object.hasOwn(OWN, name) ? words(`people.event.${name}`) : name, value] as const)} />
        </details>
        {event.text && <blockquote>{event.text}</blockquote>}
      </div>
      <time dateTime={event.at} title={format.moment(event.at_us)}>
        {format.time(event.at_us)}
      </time>
    </li>
  );
}

const OWN: Readonly<Record<string, true>> = { name: true, source: true, id: true, touchpoint: true };

/** What else is known of an event: what the source called it, its identifiers and properties. */
function factsOf(event: TimelineEvent): readonly (readonly [string, string])[] {
  const own = Object.keys(OWN).flatMap((name) => {
    const value = event[name as "name" | "source" | "id" | "touchpoint"];
    return value ? [[name, value] as const] : [];
  });
  const identifiers = (event.identifiers ?? []).map(({ namespace, value }) => [namespace, value] as const);
  const properties = Object.entries(event.properties ?? {}).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const);
  return [...own, ...identifiers, ...properties];
}
