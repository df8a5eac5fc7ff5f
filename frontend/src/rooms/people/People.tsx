import { Bookmark, Search } from "lucide-react";
import type { FormEvent, ReactElement } from "react";
import { useState } from "react";
import { ConditionDrawer } from "../../conditions/ConditionDrawer";
import { usePlace } from "../../lib/address";
import { address, ApiError, get } from "../../lib/api";
import { useApi, usePages } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { CustomerRow, Found, Money, ProjectInfo } from "../../lib/types";
import { Button, ButtonLink, Link } from "../../ui/Button";
import { Tag } from "../../ui/Card";
import { Channels } from "../../ui/Channel";
import { Select } from "../../ui/Choice";
import { useFormat, useWords } from "../../ui/context";
import { TextField } from "../../ui/Field";
import { More } from "../../ui/More";
import { Failed, Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { PeopleTabs } from "./PeopleTabs";
import "./People.css";

const PAGE = 50;
const ORDERS = ["last", "first", "events", "value"] as const;

/** Everybody, or those who are looked for: by an identifier, by a condition. */
export function People(): ReactElement {
  const words = useWords();
  const { params, change } = usePlace();
  const asked = { text: params.get("text"), where: params.get("where"), segment: params.get("segment"), order: params.get("order") ?? "last" };
  const pages = usePages(["/api/people", asked], (first, signal) => get<Found>("/api/people", { query: { ...asked, first, most: PAGE }, signal }), { keep: true });
  const { first, rows } = pages;
  const refused = pages.error instanceof ApiError && pages.error.code === "bad-input" ? pages.error.message : null;
  return (
    <Page title={words("shell.room.people")} about={words("people.about")} tabs={<PeopleTabs current="people" />}>
      <SearchForm key={params.toString()} text={asked.text ?? ""} where={asked.where ?? ""} error={refused} onSearch={(next) => change(next)} />
      {asked.segment && (
        <p className="dl-row">
          <Tag tone="good">
            {words("people.in_segment")}: {asked.segment}
          </Tag>
          <Button kind="quiet" onPress={() => change({ segment: null })}>
            {words("people.everybody")}
          </Button>
        </p>
      )}
      {pages.error && !refused ? (
        <Failed error={pages.error} onRetry={pages.again} />
      ) : first ? (
        <section className="dl-stack" aria-busy={pages.old}>
          <div className="dl-row dl-spread">
            <p role="status">
              <strong>{words("people.found", { n: first.count })}</strong> <span className="dl-muted">{words("people.of_all", { n: first.of })}</span>
            </p>
            <Select
              label={words("people.order")}
              options={ORDERS.map((id) => ({ id, label: words(`people.order.${id}`) }))}
              value={asked.order}
              onChange={(order) => change({ order })}
            />
          </div>
          {first.count === 0 ? (
            <Notice title={words("people.nobody")} small>
              <p>{words("people.nobody.hint")}</p>
            </Notice>
          ) : (
            <Rows rows={rows} />
          )}
          <More pages={pages} />
        </section>
      ) : (
        !refused && <Waiting label={words("ui.loading")} lines={9} />
      )}
    </Page>
  );
}

interface FormProps {
  readonly text: string;
  readonly where: string;
  readonly error: string | null;
  readonly onSearch: (next: { readonly text: string; readonly where: string }) => void;
}

function SearchForm({ text, where, error, onSearch }: FormProps): ReactElement {
  const words = useWords();
  const [typed, type] = useState(text);
  const [condition, put] = useState(where);
  const edits = useMay("edit");
  const search = (event: FormEvent): void => {
    event.preventDefault();
    onSearch({ text: typed.trim(), where: condition.trim() });
  };
  return (
    <form className="dl-people-search" role="search" onSubmit={search}>
      <TextField label={words("people.search")} value={typed} onChange={type} placeholder={words("people.search.example")} />
      <TextField label={words("people.where")} value={condition} onChange={put} code placeholder={'country = "HU" and did("cart")'} error={error} />
      <Button type="submit" kind="primary" icon={Search}>
        {words("people.search.do")}
      </Button>
      <div className="dl-row">
        <ConditionDrawer
          kind="quiet"
          title={words("people.where")}
          button={words("conditions.open")}
          value={condition}
          onApply={(text) => onSearch({ text: typed.trim(), where: text })}
        />
        {edits && where && !error && (
          <ButtonLink kind="quiet" icon={Bookmark} href={address("/segments", { edit: "+", where })}>
            {words("people.save_segment")}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}

function Rows({ rows }: { readonly rows: readonly CustomerRow[] }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const labels = new Map(useApi<ProjectInfo>("/api/project", { lang: words.language }).data?.journeys.map(({ name, label }) => [name, label]));
  const columns: readonly Column<CustomerRow>[] = [
    {
      id: "shown",
      title: words("members.customer"),
      head: true,
      cell: (row) => (
        <>
          <Link href={`/people/${encodeURIComponent(row.customer)}`}>{row.shown?.value ?? row.customer}</Link>
          {row.matched.length > 0 && row.matched[0]?.value !== row.shown?.value && <div className="dl-muted dl-small">{row.matched.map(({ value }) => value).join(", ")}</div>}
        </>
      ),
    },
    { id: "channels", title: words("people.channels"), cell: (row) => <Channels names={row.channels} /> },
    { id: "first", title: words("members.first"), cell: (row) => format.day(row.first_us) },
    { id: "last", title: words("members.last"), cell: (row) => format.day(row.last_us) },
    { id: "events", title: words("people.events"), number: true, cell: (row) => format.count(row.events) },
    { id: "journeys", title: words("people.journeys"), cell: (row) => row.journeys.map((one) => `${labels.get(one.journey) ?? one.journey}: ${words("people.journeys.reached", { reached: one.reached, count: one.count })}`).join(" · ") },
    { id: "worth", title: words("people.worth"), number: true, cell: (row) => <Worth worth={row.worth} /> },
  ];
  return <Table caption={words("shell.room.people")} columns={columns} rows={rows} keyOf={(row) => row.customer} />;
}

/** Amounts, each in its currency: they are never added. */
export function Worth({ worth }: { readonly worth: readonly Money[] }): ReactElement {
  const format = useFormat();
  return <>{worth.map(({ value_minor, currency }) => format.money(value_minor, currency)).join(" + ")}</>;
}
