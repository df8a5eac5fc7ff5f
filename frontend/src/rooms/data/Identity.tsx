import type { ReactElement } from "react";
import { useState } from "react";
import { DraftBar } from "../../drafts/DraftBar";
import { useDraft } from "../../drafts/useDraft";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { IdentityOverview, LargeCustomer, LargeCustomers, LinksOfNamespaces, NamespaceFacts, ValueLeftOut, ValuesLeftOut } from "../../lib/types";
import { Link } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import { Figure, Figures } from "../../ui/Count";
import { Failed, Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import { Table } from "../../ui/Table";
import { DataTabs } from "./DataTabs";
import type { Change } from "./IdentityEffect";
import { IdentityEffect } from "./IdentityEffect";
import { IdentityRules } from "./IdentityRules";
import "./Data.css";

/** How identifiers make customers: by which rules, what links, what was set aside and why, who has most. */
export function Identity(): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const [looks, edits] = [useMay("people"), useMay("edit")];
  const overview = useApi<IdentityOverview>("/api/identity");
  const found = overview.data;
  const [changed, follow] = useState<Change | null>(null);
  const drafting = useDraft(({ job }) => follow(job && found ? { job, before: found.customers } : null));
  const { now, settings } = drafting;
  return (
    <Page title={words("data.identity")} about={words("data.identity.about")} tabs={<DataTabs current="identity" />}>
      {overview.error ? (
        <Failed error={overview.error} onRetry={() => void overview.refetch()} />
      ) : !found ? (
        <Waiting label={words("ui.loading")} lines={9} />
      ) : (
        <>
          <DraftBar drafting={drafting} />
          {changed && drafting.draft === null && <IdentityEffect change={changed} />}
          {found.namespaces.length === 0 ? (
            <Notice title={words("data.empty")} small>
              <p>{words("data.identity.none")}</p>
            </Notice>
          ) : (
            <Card>
              <Figures>
                <Figure label={words("data.rule.customers")}>{format.count(found.customers)}</Figure>
                <Figure label={words("data.events")}>{format.count(found.events)}</Figure>
                <Figure label={words("data.identity.anonymous")}>{format.count(found.anonymous)}</Figure>
              </Figures>
            </Card>
          )}
          {now.error ? (
            <Failed error={now.error} onRetry={() => void now.refetch()} />
          ) : (
            settings && <IdentityRules drafting={drafting} settings={settings} facts={found.namespaces} edits={edits} />
          )}
          {found.namespaces.length > 0 && <Facts found={found} looks={looks} />}
        </>
      )}
    </Page>
  );
}

/** What came of the rules, by the last build. */
function Facts({ found, looks }: { readonly found: IdentityOverview; readonly looks: boolean }): ReactElement {
  return (
    <>
      <Namespaces rows={found.namespaces} />
      {found.links.length > 0 && <Links rows={found.links} />}
      {looks && <Aside />}
      {looks && <Largest />}
    </>
  );
}

function Namespaces({ rows }: { readonly rows: readonly NamespaceFacts[] }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  return (
    <Card title={words("data.identity.namespaces")}>
      <Table<NamespaceFacts>
        caption={words("data.identity.namespaces")}
        rows={rows}
        keyOf={({ namespace }) => namespace}
        columns={[
          { id: "namespace", title: words("data.field.namespace"), head: true, cell: ({ namespace, links }) => <>{namespace} {!links && <Tag>{words("data.identity.no_links")}</Tag>}</> },
          { id: "level", title: words("data.identity.level"), cell: ({ level }) => words(`data.level.${level}`) },
          { id: "identifiers", title: words("data.identity.values"), number: true, cell: ({ identifiers }) => format.count(identifiers) },
          { id: "customers", title: words("data.rule.customers"), number: true, cell: ({ customers }) => format.count(customers) },
          { id: "events", title: words("data.events"), number: true, cell: ({ events }) => format.count(events) },
          { id: "aside", title: words("data.identity.aside"), number: true, cell: ({ set_aside, placeholders }) => format.count(set_aside + placeholders) },
        ]}
      />
    </Card>
  );
}

function Links({ rows }: { readonly rows: readonly LinksOfNamespaces[] }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  return (
    <Card title={words("data.identity.links")}>
      <p className="dl-muted">{words("data.identity.links.about")}</p>
      <Table<LinksOfNamespaces>
        caption={words("data.identity.links")}
        rows={rows}
        keyOf={({ one, other }) => `${one} ${other}`}
        columns={[
          { id: "pair", title: words("data.field.namespace"), head: true, cell: ({ one, other }) => `${one} – ${other}` },
          { id: "customers", title: words("data.rule.customers"), number: true, cell: ({ customers }) => format.count(customers) },
          { id: "events", title: words("data.events"), number: true, cell: ({ events }) => format.count(events) },
        ]}
      />
    </Card>
  );
}

function Aside(): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const out = useApi<ValuesLeftOut>("/api/identity/left-out");
  return (
    <Card title={words("data.identity.aside")}>
      <p className="dl-muted">{words("data.identity.aside.about")}</p>
      {out.error ? (
        <Failed error={out.error} onRetry={() => void out.refetch()} />
      ) : !out.data ? (
        <Waiting label={words("ui.loading")} />
      ) : out.data.rows.length === 0 ? (
        <p>{words("data.identity.aside.none")}</p>
      ) : (
        <Table<ValueLeftOut>
          caption={words("data.identity.aside")}
          rows={out.data.rows}
          keyOf={({ namespace, value }) => `${namespace} ${value}`}
          columns={[
            { id: "value", title: words("data.identity.value"), head: true, cell: ({ value }) => value },
            { id: "namespace", title: words("data.field.namespace"), cell: ({ namespace }) => namespace },
            {
              id: "why",
              prose: true,
              title: words("data.identity.why"),
              cell: ({ reason, values, seen_with, limit }) =>
                reason === "placeholder" ? words("people.left_out.placeholder") : words("people.left_out.shared", { n: values ?? 0, namespace: seen_with ?? "", limit: limit ?? 0 }),
            },
            { id: "customers", title: words("data.rule.customers"), number: true, cell: ({ customers }) => format.count(customers) },
            { id: "events", title: words("data.events"), number: true, cell: ({ events }) => format.count(events) },
          ]}
        />
      )}
    </Card>
  );
}

function Largest(): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const largest = useApi<LargeCustomers>("/api/identity/customers", { most: 20 });
  return (
    <Card title={words("data.identity.largest")}>
      <p className="dl-muted">{words("data.identity.largest.about")}</p>
      {largest.error ? (
        <Failed error={largest.error} onRetry={() => void largest.refetch()} />
      ) : !largest.data ? (
        <Waiting label={words("ui.loading")} />
      ) : (
        <Table<LargeCustomer>
          caption={words("data.identity.largest")}
          rows={largest.data.rows}
          keyOf={({ customer }) => customer}
          columns={[
            { id: "customer", title: words("members.customer"), head: true, cell: ({ customer, shown }) => <Link href={`/people/${encodeURIComponent(customer)}`}>{shown?.value ?? customer}</Link> },
            { id: "identifiers", title: words("data.identifiers"), number: true, cell: ({ identifiers }) => format.count(identifiers) },
            { id: "some", prose: true, title: words("data.identity.some"), cell: ({ some }) => some.map(({ namespace, value }) => `${namespace}: ${value}`).join(", ") },
          ]}
        />
      )}
    </Card>
  );
}
