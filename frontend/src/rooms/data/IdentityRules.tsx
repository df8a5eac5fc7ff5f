import { Pencil, Plus } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { faultAt } from "../../drafts/faults";
import type { Drafting } from "../../drafts/useDraft";
import { useApi } from "../../lib/queries";
import type { EditableSettings, IdentityRules as Rules, NamespaceFacts, SettingsChoices } from "../../lib/types";
import { Button, IconButton } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { ComboBox } from "../../ui/Choice";
import { useFormat, useWords } from "../../ui/context";
import { NumberField } from "../../ui/Field";
import { Failed } from "../../ui/Notice";
import { Drawer } from "../../ui/Overlay";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { KindEditor } from "./KindEditor";
import type { Kind } from "./model/identity";
import { kindOf, kindsOf, limitOf, limitsOf, withLimit, withRule } from "./model/identity";

const NEW = "";

interface Props {
  readonly drafting: Drafting;
  readonly settings: EditableSettings;
  readonly facts: readonly NamespaceFacts[];
  readonly edits: boolean;
}

/** Which kinds of identifier join events into customers, from where on a value is shared, and what is nobody's. */
export function IdentityRules({ drafting, settings, facts, edits }: Props): ReactElement {
  const words = useWords();
  const choices = useApi<SettingsChoices>("/api/settings/choices", { lang: words.language });
  const [open, show] = useState<string | null>(null);
  const rules = settings.identity;
  const known = choices.data?.identifiers ?? [];
  const kinds = kindsOf(rules, facts, known);
  const change = (next: Rules): void => drafting.put("identity", next);
  const fault = (...path: readonly string[]): string | null => faultAt(drafting.faults, "identity", ...path);
  const edited = open ? kindOf(open, rules, facts, known) : null;
  return (
    <Card
      title={words("identity.rules")}
      {...(edits
        ? {
            aside: (
              <Button icon={Plus} onPress={() => show(NEW)}>
                {words("identity.add")}
              </Button>
            ),
          }
        : {})}
    >
      <p className="dl-muted">{words("identity.rules.about")}</p>
      {edits ? (
        <div className="dl-limit">
          <NumberField label={words("identity.limit.all")} hint={words("identity.limit.all.hint")} min={1} value={limitOf(rules)} onChange={(limit) => change(withLimit(rules, limit))} error={fault("limit")} />
        </div>
      ) : (
        <p>{words("identity.limit.is", { limit: limitOf(rules) })}</p>
      )}
      {choices.error && <Failed error={choices.error} onRetry={() => void choices.refetch()} />}
      {kinds.length > 0 && choices.data && <Kinds kinds={kinds} rules={rules} onEdit={edits ? show : null} />}
      <Drawer title={open || words("identity.add")} open={open !== null} onClose={() => show(null)} actions={<Button onPress={() => show(null)}>{words("data.rules.done")}</Button>}>
        {open === NEW && (
          <ComboBox
            label={words("data.field.namespace")}
            hint={words("identity.add.hint")}
            options={known.filter(({ namespace }) => !kinds.some((kind) => kind.namespace === namespace)).map(({ namespace, level }) => ({ id: namespace, label: namespace, note: words(`data.level.${level}`) }))}
            value={null}
            onChange={(name) => show(name.trim() || NEW)}
            free
          />
        )}
        {edited && <KindEditor key={open} kind={edited} rules={rules} fault={(field) => fault("namespaces", edited.namespace, field)} onChange={(rule) => change(withRule(rules, edited.namespace, rule))} />}
      </Drawer>
    </Card>
  );
}

function Kinds({ kinds, rules, onEdit }: { readonly kinds: readonly Kind[]; readonly rules: Rules; readonly onEdit: ((namespace: string) => void) | null }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const kind: Column<Kind> = { id: "kind", title: words("data.field.namespace"), head: true, cell: ({ namespace }) => namespace };
  const rule: readonly Column<Kind>[] = [
    { id: "level", title: words("data.identity.level"), cell: ({ level }) => words(`data.level.${level}`) },
    { id: "links", title: words("identity.links"), cell: ({ rule }) => (rule.links === false ? <Tag>{words("data.identity.no_links")}</Tag> : words("identity.links.yes")) },
    { id: "limit", title: words("identity.limit"), cell: (kind) => (kind.rule.links === false ? "—" : <Limit kind={kind} rules={rules} />) },
    { id: "ignore", title: words("identity.ignore"), number: true, cell: ({ rule }) => (rule.ignore?.length ? format.count(rule.ignore.length) : "—") },
  ];
  const tools: Column<Kind> = {
    id: "tools",
    title: <span className="dl-unseen">{words("data.rules.change")}</span>,
    cell: ({ namespace }) => <IconButton icon={Pencil} label={words("data.rules.edit", { name: namespace })} onPress={() => onEdit?.(namespace)} />,
  };
  return <Table<Kind> caption={words("identity.rules")} columns={onEdit ? [kind, tools, ...rule] : [kind, ...rule]} rows={kinds} keyOf={({ namespace }) => namespace} />;
}

/** From where on a value of a kind is shared; grey where the kind says nothing of its own. */
function Limit({ kind, rules }: { readonly kind: Kind; readonly rules: Rules }): ReactElement {
  const words = useWords();
  const { accounts, contacts } = limitsOf(kind, rules);
  const text = accounts === contacts ? words("identity.limit.more", { n: contacts }) : words("identity.limit.device", { accounts, n: contacts });
  return kind.rule.limit == null ? <span className="dl-muted">{text}</span> : <>{text}</>;
}
