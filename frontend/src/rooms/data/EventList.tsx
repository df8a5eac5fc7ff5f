import { useWindowVirtualizer } from "@tanstack/react-virtual";
import type { ReactElement } from "react";
import { useLayoutEffect, useRef, useState } from "react";
import { Button as Pressable } from "react-aria-components";
import { usePlace } from "../../lib/address";
import { get } from "../../lib/api";
import { usePages } from "../../lib/queries";
import type { EventOfLog, EventPage } from "../../lib/types";
import { Tag } from "../../ui/Card";
import { ChannelIcon } from "../../ui/Channel";
import { useFormat, useWords } from "../../ui/context";
import { More } from "../../ui/More";
import { Failed, Notice } from "../../ui/Notice";
import { Waiting } from "../../ui/Progress";
import { EventDrawer } from "./EventDrawer";
import { EventFilters, FILTERS } from "./EventFilters";

const PAGE = 100;
const LINE_PX = 44;

/** The newest events that fit; only those in sight are drawn, however many were fetched. */
export function EventList(): ReactElement {
  const words = useWords();
  const { params } = usePlace();
  const asked = Object.fromEntries(FILTERS.map((filter) => [filter, params.get(filter)]));
  const [open, show] = useState<EventOfLog | null>(null);
  const pages = usePages(["/api/events", asked, words.language], (first, signal) =>
    get<EventPage>("/api/events", { query: { ...asked, first, most: PAGE, lang: words.language }, signal }),
  );
  const { first, rows } = pages;
  return (
    <>
      <EventFilters key={params.toString()} />
      {pages.error ? (
        <Failed error={pages.error} onRetry={pages.again} />
      ) : !first ? (
        <Waiting label={words("ui.loading")} lines={9} />
      ) : rows.length === 0 ? (
        <Notice title={words("data.events.none")} small>
          <p>{words("data.events.none.hint")}</p>
        </Notice>
      ) : (
        <section className="dl-stack">
          <p role="status">
            <strong>{first.count === null ? words("data.events.newest", { n: rows.length }) : words("data.rule.events", { n: first.count })}</strong>
          </p>
          <Lines rows={rows} onOpen={show} />
          <More pages={pages} />
        </section>
      )}
      <EventDrawer event={open} onClose={() => show(null)} />
    </>
  );
}

function Lines({ rows, onOpen }: { readonly rows: readonly EventOfLog[]; readonly onOpen: (event: EventOfLog) => void }): ReactElement {
  const list = useRef<HTMLOListElement>(null);
  const [top, set] = useState(0);
  useLayoutEffect(() => set(list.current?.offsetTop ?? 0), []);
  const sight = useWindowVirtualizer({ count: rows.length, estimateSize: () => LINE_PX, overscan: 20, scrollMargin: top });
  return (
    <ol className="dl-events" ref={list} style={{ height: `${sight.getTotalSize()}px` }}>
      {sight.getVirtualItems().map(({ index, start, size }) => {
        const row = rows[index];
        return row ? (
          <li key={index} aria-setsize={rows.length} aria-posinset={index + 1} style={{ height: `${size}px`, transform: `translateY(${start - top}px)` }}>
            <Line row={row} onOpen={onOpen} />
          </li>
        ) : null;
      })}
    </ol>
  );
}

function Line({ row, onOpen }: { readonly row: EventOfLog; readonly onOpen: (event: EventOfLog) => void }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const who = row.identifiers[0]?.value ?? words("data.events.anonymous");
  return (
    <Pressable className="dl-event-line" onPress={() => onOpen(row)}>
      <span className="dl-muted">{format.moment(row.at_us)}</span>
      <ChannelIcon channel={row.channel} />
      <strong>{row.name}</strong>
      <span className="dl-muted">{row.label === row.name ? "" : row.label}</span>
      <span>{who}</span>
      <span>{row.value_minor !== null && row.currency !== null && <Tag tone="good">{format.money(row.value_minor, row.currency)}</Tag>}</span>
    </Pressable>
  );
}
