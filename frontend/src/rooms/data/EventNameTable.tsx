import { Plus } from "lucide-react";
import type { ReactElement } from "react";
import { usePlace } from "../../lib/address";
import { address } from "../../lib/api";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { EventName, EventNames } from "../../lib/types";
import { ButtonLink, Link } from "../../ui/Button";
import { Tag } from "../../ui/Card";
import { ChannelIcon, channelName } from "../../ui/Channel";
import { useFormat, useWords } from "../../ui/context";
import { Failed, Notice } from "../../ui/Notice";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { LateField } from "./LateField";

/** The names that events have, and the touchpoint each goes to: what rules are made of. */
export function EventNameTable(): ReactElement {
  const words = useWords();
  const { params, change } = usePlace();
  const text = params.get("text") ?? "";
  const names = useApi<EventNames>("/api/event-names", { text, lang: words.language }, { keep: true });
  return (
    <>
      <div className="dl-corrections">
        <LateField label={words("data.names.search")} value={text} onChange={(next) => change({ text: next }, { replace: true })} />
      </div>
      {names.error ? (
        <Failed error={names.error} onRetry={() => void names.refetch()} />
      ) : !names.data ? (
        <Waiting label={words("ui.loading")} lines={9} />
      ) : names.data.rows.length === 0 ? (
        <Notice title={words("data.events.none")} small>
          <p>{words("data.events.none.hint")}</p>
        </Notice>
      ) : (
        <section className="dl-stack">
          <p role="status">
            <strong>{words("data.names.count", { n: names.data.count })}</strong>{" "}
            {names.data.unruled > 0 && <span className="dl-muted">{words("data.names.unruled", { n: names.data.unruled })}</span>}
          </p>
          <Rows rows={names.data.rows} />
        </section>
      )}
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly EventName[] }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const [edits, looks] = [useMay("edit"), useMay("people")];
  const columns: readonly Column<EventName>[] = [
    { id: "name", title: words("data.role.name"), head: true, cell: ({ name, channel, source }) => (looks ? <Link href={address("/data/events", { name, channel, source })}>{name}</Link> : name) },
    {
      id: "channel",
      title: words("data.role.channel"),
      cell: ({ channel }) => (
        <span className="dl-row">
          <ChannelIcon channel={channel} /> {channelName(channel, words)}
        </span>
      ),
    },
    { id: "source", title: words("data.source"), cell: ({ source }) => source },
    { id: "events", title: words("data.events"), number: true, cell: ({ events }) => format.count(events) },
    {
      id: "touchpoint",
      title: words("data.event.touchpoint"),
      cell: ({ label, ruled, also }) => (
        <>
          {ruled ? label : <Tag>{words("data.names.own")}</Tag>} {also.length > 0 && <span className="dl-muted dl-small">{words("data.names.also", { names: also.join(", ") })}</span>}
        </>
      ),
    },
    {
      id: "make",
      title: <span className="dl-unseen">{words("data.names.make")}</span>,
      cell: ({ name, channel, ruled }) =>
        edits && !ruled ? (
          <ButtonLink kind="quiet" icon={Plus} href={address("/data/rules", { part: "touchpoints", new: name, channel })}>
            {words("data.names.make")}
          </ButtonLink>
        ) : null,
    },
  ];
  return <Table caption={words("data.events.names")} columns={columns} rows={rows} keyOf={({ source, channel, name }) => `${source} ${channel} ${name}`} />;
}
