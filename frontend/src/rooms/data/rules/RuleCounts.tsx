import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { ApiError, send } from "../../../lib/api";
import { useSettled } from "../../../lib/settled";
import type { EventsOfTouchpoint, RuleCount, When } from "../../../lib/types";
import { ChannelIcon } from "../../../ui/Channel";
import { useFormat, useWords } from "../../../ui/context";
import { Figure } from "../../../ui/Count";
import { sentence } from "../../../ui/Notice";

const SHOWN = 8;

interface Props {
  readonly when: When;
  /** The saved touchpoint that it shall be; null for a new one. */
  readonly name: string | null;
  readonly place: number;
}

/** What a rule would take as it is now: counted when the typing stops. */
export function RuleCounts({ when, name, place }: Props): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const settled = useSettled(when);
  const count = useQuery({
    queryKey: ["/api/touchpoints/count", settled, name, place],
    queryFn: ({ signal }) => send<RuleCount>("POST", "/api/touchpoints/count", { when: settled, name, at: place }, { signal }),
    placeholderData: (before) => before,
    retry: false,
  });
  const found = count.data;
  if (count.error) return <p className={count.error instanceof ApiError ? "dl-error" : "dl-muted"}>{sentence(count.error, words)}</p>;
  if (!found) return <p role="status">{words("ui.loading")}</p>;
  const moves = (key: string, rows: readonly EventsOfTouchpoint[]): ReactElement | null =>
    rows.length === 0 ? null : (
      <p className="dl-small">
        {words(key)} {rows.slice(0, SHOWN).map(({ touchpoint, events }) => `${touchpoint} (${format.count(events)})`).join(", ")}
        {rows.length > SHOWN && " …"}
      </p>
    );
  return (
    <section className="dl-counts" aria-busy={count.isFetching} aria-live="polite">
      <dl className="dl-row">
        <Figure label={words("data.events")} note={words("data.rule.of", { of: found.of })}>
          {format.count(found.events)}
        </Figure>
        <Figure label={words("data.rule.customers")}>{format.count(found.customers)}</Figure>
      </dl>
      {found.events === 0 && <p>{words("data.rule.nothing")}</p>}
      {moves("data.rule.taken", found.taken)}
      {moves("data.rule.given", found.given)}
      {moves("data.rule.earlier", found.earlier)}
      <ul className="dl-classes">
        {found.classes.slice(0, SHOWN).map((one) => (
          <li key={`${one.source} ${one.channel} ${one.name}`}>
            <ChannelIcon channel={one.channel} /> <strong>{one.name}</strong> <span className="dl-muted">{one.source}</span> {format.count(one.events)}
          </li>
        ))}
      </ul>
    </section>
  );
}
