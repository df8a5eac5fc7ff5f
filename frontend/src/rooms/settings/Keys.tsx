import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import { useMe } from "../../lib/session";
import type { ApiKey, MadeKey, Me } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Tag } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import { Checkbox, NumberField, TextField } from "../../ui/Field";
import { Failed, Notice } from "../../ui/Notice";
import { Confirm, Drawer } from "../../ui/Overlay";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { useTellFailure } from "../../ui/Toast";
import { SettingsPage } from "./SettingsPage";

type Right = Me["rights"][number];

/** What programs sign in with. */
export function Keys(): ReactElement {
  const words = useWords();
  const queries = useQueryClient();
  const keys = useApi<readonly ApiKey[]>("/api/keys");
  const [adding, add] = useState(false);
  const [doomed, doom] = useState<ApiKey | null>(null);
  const revoking = useMutation({
    mutationFn: (key: ApiKey) => send("DELETE", `/api/keys/${key.id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["/api/keys"] }),
    onError: useTellFailure(),
    onSettled: () => doom(null),
  });
  return (
    <SettingsPage
      page="keys"
      actions={
        <Button kind="primary" icon={Plus} onPress={() => add(true)}>
          {words("settings.keys.new")}
        </Button>
      }
    >
      {keys.error ? (
        <Failed error={keys.error} onRetry={() => void keys.refetch()} />
      ) : !keys.data ? (
        <Waiting label={words("ui.loading")} />
      ) : keys.data.length === 0 ? (
        <Notice title={words("settings.keys.none")} small>
          <p>{words("settings.keys.none.hint")}</p>
        </Notice>
      ) : (
        <List keys={keys.data} onRevoke={doom} />
      )}
      {adding && <New onClose={() => add(false)} />}
      <Confirm
        title={words("settings.keys.revoke.title", { name: doomed?.name ?? "" })}
        open={doomed !== null}
        deed={words("settings.keys.revoke")}
        danger
        busy={revoking.isPending}
        onConfirm={() => doomed && revoking.mutate(doomed)}
        onClose={() => doom(null)}
      >
        <p>{words("settings.keys.revoke.body")}</p>
      </Confirm>
    </SettingsPage>
  );
}

function List({ keys, onRevoke }: { readonly keys: readonly ApiKey[]; readonly onRevoke: (key: ApiKey) => void }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const columns: readonly Column<ApiKey>[] = [
    { id: "name", title: words("settings.keys.name"), head: true, cell: ({ name }) => name },
    { id: "account", title: words("settings.keys.whose"), cell: ({ account }) => account ?? "local" },
    {
      id: "scopes",
      title: words("settings.keys.may"),
      cell: ({ scopes }) => (
        <span className="dl-row">
          {scopes.map((scope) => (
            <Tag key={scope}>{words(`settings.right.${scope}`)}</Tag>
          ))}
        </span>
      ),
    },
    { id: "used", title: words("settings.keys.used"), cell: ({ used_us }) => (used_us === null ? "—" : format.ago(used_us)) },
    { id: "expires", title: words("settings.keys.expires"), cell: ({ expires_us }) => (expires_us === null ? "—" : format.day(expires_us)) },
    {
      id: "revoke",
      title: <span className="dl-unseen">{words("settings.keys.revoke")}</span>,
      number: true,
      cell: (key) => (
        <Button kind="danger" onPress={() => onRevoke(key)}>
          {words("settings.keys.revoke")}
        </Button>
      ),
    },
  ];
  return <Table caption={words("settings.keys")} columns={columns} rows={keys} keyOf={({ id }) => id} />;
}

function New({ onClose }: { readonly onClose: () => void }): ReactElement {
  const words = useWords();
  const queries = useQueryClient();
  const mine = useMe().data?.rights ?? [];
  const [name, call] = useState("");
  const [days, last] = useState<number | null>(365);
  const [scopes, choose] = useState<readonly Right[]>(["read"]);
  const adding = useMutation({
    mutationFn: () => send<MadeKey>("POST", "/api/keys", { name, scopes, days }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["/api/keys"] }),
  });
  return (
    <Drawer
      title={words("settings.keys.new")}
      open
      onClose={onClose}
      actions={
        adding.data ? (
          <Button kind="primary" onPress={onClose}>
            {words("ui.close")}
          </Button>
        ) : (
          <Button kind="primary" busy={adding.isPending} disabled={!name.trim() || scopes.length === 0} onPress={() => adding.mutate()}>
            {words("settings.keys.make")}
          </Button>
        )
      }
    >
      {adding.data ? (
        <Notice title={words("settings.keys.made")} small>
          <p>{words("settings.keys.made.hint")}</p>
          <pre>
            <code>{adding.data.secret}</code>
          </pre>
        </Notice>
      ) : (
        <div className="dl-stack">
          <TextField label={words("settings.keys.name")} hint={words("settings.keys.name.hint")} value={name} onChange={call} required autoFocus />
          <div role="group" aria-label={words("settings.keys.may")} className="dl-stack">
            {mine.map((right) => (
              <Checkbox
                key={right}
                label={words(`settings.right.${right}`)}
                value={scopes.includes(right)}
                onChange={(on) => choose(on ? [...scopes, right] : scopes.filter((one) => one !== right))}
              />
            ))}
          </div>
          <NumberField label={words("settings.keys.days")} value={days} onChange={last} min={1} max={3650} />
          {adding.error && <Failed error={adding.error} />}
        </div>
      )}
    </Drawer>
  );
}
