import { Download } from "lucide-react";
import type { ReactElement } from "react";
import { usePlace } from "../../lib/address";
import { save } from "../../lib/api";
import { useApi } from "../../lib/queries";
import type { AuditPage, AuditRow } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Choice";
import { useFormat, useWords } from "../../ui/context";
import { Failed, Notice } from "../../ui/Notice";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { useTellFailure } from "../../ui/Toast";
import { SettingsPage } from "./SettingsPage";

const AT_ONCE = 50;
const ALL = "*";

/** Who saw, changed, exported and erased what. */
export function Audit(): ReactElement {
  const words = useWords();
  const { params, change } = usePlace();
  const [who, what] = [params.get("who"), params.get("what")];
  const first = Math.max(0, Math.trunc(Number(params.get("first"))) || 0);
  const trail = useApi<AuditPage>("/api/audit", { who, what, first, most: AT_ONCE }, { keep: true });
  const failed = useTellFailure();
  const chosen = (name: "who" | "what") => (id: string) => change({ [name]: id === ALL ? null : id, first: null });
  return (
    <SettingsPage
      page="audit"
      actions={
        <Button icon={Download} onPress={() => void save("/api/audit/file", "audit.csv", { query: { who, what } }).catch(failed)}>
          {words("settings.audit.csv")}
        </Button>
      }
    >
      {trail.error ? (
        <Failed error={trail.error} onRetry={() => void trail.refetch()} />
      ) : !trail.data ? (
        <Waiting label={words("ui.loading")} />
      ) : (
        <div className="dl-stack">
          <div className="dl-row">
            <Select label={words("settings.audit.who")} options={choices(words("settings.audit.who.all"), trail.data.names, who)} value={who ?? ALL} onChange={chosen("who")} />
            <Select
              label={words("settings.audit.what")}
              options={choices(words("settings.audit.what.all"), trail.data.kinds, what, (kind) => deed(kind, words))}
              value={what ?? ALL}
              onChange={chosen("what")}
            />
          </div>
          {trail.data.rows.length === 0 ? (
            <Notice title={words("settings.audit.none")} small>
              <p>{words("settings.audit.none.hint")}</p>
            </Notice>
          ) : (
            <List rows={trail.data.rows} />
          )}
          <Pages first={first} count={trail.data.total} onTurn={(to) => change({ first: to || null })} />
        </div>
      )}
    </SettingsPage>
  );
}

function List({ rows }: { readonly rows: readonly AuditRow[] }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const columns: readonly Column<AuditRow>[] = [
    { id: "at", title: words("settings.audit.at"), cell: ({ at_us }) => <span title={format.ago(at_us)}>{format.moment(at_us)}</span> },
    { id: "who", title: words("settings.audit.who"), head: true, cell: ({ who }) => who },
    { id: "what", title: words("settings.audit.what"), cell: ({ what }) => <span title={what}>{deed(what, words)}</span> },
    { id: "about", title: words("settings.audit.about_what"), cell: ({ about }) => <span className="dl-muted">{told(about)}</span> },
    { id: "address", title: words("settings.audit.address"), cell: ({ address: from }) => from ?? "—" },
  ];
  return <Table caption={words("settings.audit")} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}

function Pages({ first, count, onTurn }: { readonly first: number; readonly count: number; readonly onTurn: (to: number) => void }): ReactElement | null {
  const words = useWords();
  if (count <= AT_ONCE && first === 0) return null;
  return (
    <p className="dl-row">
      <Button disabled={first === 0} onPress={() => onTurn(Math.max(0, first - AT_ONCE))}>
        {words("settings.audit.newer")}
      </Button>
      <Button disabled={first + AT_ONCE >= count} onPress={() => onTurn(first + AT_ONCE)}>
        {words("settings.audit.older")}
      </Button>
      <span className="dl-muted">{words("settings.audit.place", { from: Math.min(first + 1, count), to: Math.min(first + AT_ONCE, count), count })}</span>
    </p>
  );
}

/** What can be chosen: all, what there is, and what was chosen though it is not there. */
function choices(all: string, there: readonly string[], chosen: string | null, label: (one: string) => string = (one) => one): { id: string; label: string }[] {
  const ids = chosen !== null && !there.includes(chosen) ? [...there, chosen] : there;
  return [{ id: ALL, label: all }, ...ids.map((id) => ({ id, label: label(id) }))];
}

/** A deed in words; one that there are no words for yet by its name. */
function deed(what: string, words: ReturnType<typeof useWords>): string {
  const key = `settings.audit.did.${what}`;
  return words.has(key) ? words(key) : what;
}

function told(about: AuditRow["about"]): string {
  return Object.entries(about)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" · ");
}
