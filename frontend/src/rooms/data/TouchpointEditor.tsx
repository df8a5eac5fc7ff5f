import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import { useSettled } from "../../lib/settled";
import type { EditableSettings, RuleCount, SourceList, Touchpoint, When } from "../../lib/types";
import { Button, IconButton } from "../../ui/Button";
import { channelName, stageName } from "../../ui/Channel";
import { Select } from "../../ui/Choice";
import { useFormat, useWords } from "../../ui/context";
import { TextField } from "../../ui/Field";
import { Failed } from "../../ui/Notice";
import { Drawer } from "../../ui/Overlay";
import { Several } from "../../ui/Several";
import { useTell } from "../../ui/Toast";
import { many, moved, whenOf, withRule } from "./model/rule";

const CHANNELS = ["web", "app", "email", "social", "search", "ads", "phone", "chat", "store", "mail", "sales", "review", "survey", "support", "other"];
const NO_STAGE = "—";

interface Props {
  /** Null for a new one. */
  readonly name: string | null;
  readonly settings: EditableSettings;
  readonly version: string;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

/** One touchpoint: which events it takes, counted as the rule is written, and the stage it lies in. */
export function TouchpointEditor({ name: was, settings, version, onReload, onClose }: Props): ReactElement {
  const words = useWords();
  const queries = useQueryClient();
  const tell = useTell();
  const before: Touchpoint = settings.touchpoints.find(({ name }) => name === was) ?? { name: "", when: {} };
  const [name, call] = useState(before.name);
  const [stage, lay] = useState<string | null>(before.stage ?? null);
  const [channels, setChannels] = useState<readonly string[]>(many(before.when.channel));
  const [names, setNames] = useState(many(before.when.name).join("\n"));
  const [sources, setSources] = useState<readonly string[]>(many(before.when.source));
  const known = useApi<SourceList>("/api/sources").data?.rows ?? [];
  const when = whenOf(channels, names.split("\n").map((one) => one.trim()).filter(Boolean), sources, before.when);
  const saving = useMutation({
    mutationFn: (touchpoints: readonly Touchpoint[]) => send("PUT", "/api/settings/touchpoints", { value: touchpoints }, { version }),
    onSuccess: async () => {
      tell({ text: words("data.rules.saved") });
      await queries.invalidateQueries();
      onClose();
    },
  });
  const rule: Touchpoint = { ...before, name: name.trim(), when, stage };
  return (
    <Drawer
      title={was ?? words("data.rules.new")}
      open
      onClose={onClose}
      actions={
        <>
          {was !== null && (
            <Button kind="danger" disabled={saving.isPending} onPress={() => saving.mutate(settings.touchpoints.filter((one) => one.name !== was))}>
              {words("people.segments.remove")}
            </Button>
          )}
          <Button kind="primary" busy={saving.isPending} disabled={!name.trim()} onPress={() => saving.mutate(withRule(settings.touchpoints, was, rule))}>
            {words("ui.save")}
          </Button>
        </>
      }
    >
      <div className="dl-stack">
        <TextField label={words("people.segments.name")} value={name} onChange={call} required autoFocus={was === null} />
        <Select
          label={words("map.table.stage")}
          options={[{ id: NO_STAGE, label: words("map.unstaged") }, ...settings.stages.map((one) => ({ id: one.name, label: stageName(one.name, words) }))]}
          value={stage ?? NO_STAGE}
          onChange={(id) => lay(id === NO_STAGE ? null : id)}
        />
        <TextField label={words("data.rules.names")} hint={words("data.rules.names.hint")} code lines={4} value={names} onChange={setNames} />
        <Several label={words("map.table.channel")} options={CHANNELS.map((id) => ({ id, label: channelName(id, words) }))} value={channels} onChange={setChannels} />
        <Several label={words("data.source")} options={known.map(({ source }) => ({ id: source, label: source }))} value={sources} onChange={setSources} />
        {was !== null && (
          <div className="dl-row">
            <span className="dl-muted dl-small">{words("data.rules.order")}</span>
            <IconButton icon={ArrowUp} label={words("data.rules.earlier")} onPress={() => saving.mutate(moved(settings.touchpoints, was, -1))} />
            <IconButton icon={ArrowDown} label={words("data.rules.later")} onPress={() => saving.mutate(moved(settings.touchpoints, was, 1))} />
          </div>
        )}
        <LiveCount when={when} name={was} />
        {saving.error && <Failed error={saving.error} onRetry={onReload} />}
      </div>
    </Drawer>
  );
}

/** What a rule would take, as it is now. */
function LiveCount({ when, name }: { readonly when: When; readonly name: string | null }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const asked = useSettled(JSON.stringify({ when, name }));
  const counted = useQuery({
    queryKey: ["/api/touchpoints/count", asked],
    queryFn: ({ signal }) => send<RuleCount>("POST", "/api/touchpoints/count", JSON.parse(asked) as unknown, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (counted.error) return <Failed error={counted.error} />;
  const count = counted.data;
  return (
    <div className="dl-told" role="status">
      {count ? (
        <>
          <p>
            <strong>{words("members.count.events", { n: count.events })}</strong>{" "}
            <span className="dl-muted">
              {words("people.of_all", { n: format.count(count.of) })} · {words("members.count.customers", { n: count.customers })}
            </span>
          </p>
          <ul className="dl-plain dl-small">
            {count.classes.slice(0, 8).map((one) => (
              <li key={`${one.source} ${one.channel} ${one.name}`}>
                {one.name} <span className="dl-muted">({channelName(one.channel, words)}, {one.source})</span> {format.count(one.events)}
              </li>
            ))}
          </ul>
          {count.taken.length > 0 && (
            <p className="dl-small">
              {words("data.rules.taken", { from: count.taken.map(({ touchpoint, events }) => `${touchpoint ?? "—"} ${format.count(events)}`).join(", ") })}
            </p>
          )}
        </>
      ) : (
        words("ui.loading")
      )}
    </div>
  );
}
