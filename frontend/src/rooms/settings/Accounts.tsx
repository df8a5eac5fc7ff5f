import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { FormEvent, ReactElement } from "react";
import { useState } from "react";
import { send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import type { Account } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Tag } from "../../ui/Card";
import { Select } from "../../ui/Choice";
import { useFormat, useWords } from "../../ui/context";
import { TextField } from "../../ui/Field";
import { Failed, Notice } from "../../ui/Notice";
import { Confirm, Drawer, Menu } from "../../ui/Overlay";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { useTellFailure } from "../../ui/Toast";
import { SettingsPage } from "./SettingsPage";

const ROLES = ["viewer", "analyst", "editor", "admin"] as const;
type Role = (typeof ROLES)[number];

/** Who may sign in, and what they may do. */
export function Accounts(): ReactElement {
  const words = useWords();
  const queries = useQueryClient();
  const accounts = useApi<readonly Account[]>("/api/accounts");
  const [adding, add] = useState(false);
  const [doomed, doom] = useState<Account | null>(null);
  const changing = useMutation({
    mutationFn: ({ account, change }: { readonly account: Account; readonly change: Readonly<Record<string, unknown>> | null }) =>
      send(change ? "PATCH" : "DELETE", `/api/accounts/${account.id}`, change ?? undefined),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["/api/accounts"] }),
    onError: useTellFailure(),
    onSettled: () => doom(null),
  });
  return (
    <SettingsPage
      page="accounts"
      actions={
        <Button kind="primary" icon={Plus} onPress={() => add(true)}>
          {words("settings.accounts.new")}
        </Button>
      }
    >
      {accounts.error ? (
        <Failed error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : !accounts.data ? (
        <Waiting label={words("ui.loading")} />
      ) : accounts.data.length === 0 ? (
        <Notice title={words("settings.accounts.none")} small>
          <p>{words("settings.accounts.none.hint")}</p>
        </Notice>
      ) : (
        <List
          accounts={accounts.data}
          onRole={(account, role) => changing.mutate({ account, change: { role } })}
          onDisable={(account) => changing.mutate({ account, change: { disabled: !account.disabled } })}
          onRemove={doom}
        />
      )}
      {adding && <New first={accounts.data?.length === 0} onClose={() => add(false)} />}
      <Confirm
        title={words("settings.accounts.remove.title", { name: doomed?.name ?? "" })}
        open={doomed !== null}
        deed={words("settings.accounts.remove")}
        danger
        busy={changing.isPending}
        onConfirm={() => doomed && changing.mutate({ account: doomed, change: null })}
        onClose={() => doom(null)}
      >
        <p>{words("settings.accounts.remove.body")}</p>
      </Confirm>
    </SettingsPage>
  );
}

interface ListProps {
  readonly accounts: readonly Account[];
  readonly onRole: (account: Account, role: string) => void;
  readonly onDisable: (account: Account) => void;
  readonly onRemove: (account: Account) => void;
}

function List({ accounts, onRole, onDisable, onRemove }: ListProps): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const columns: readonly Column<Account>[] = [
    {
      id: "name",
      title: words("sign_in.name"),
      head: true,
      cell: ({ name, disabled }) => (
        <>
          {name} {disabled && <Tag tone="bad">{words("settings.accounts.disabled")}</Tag>}
        </>
      ),
    },
    { id: "role", title: words("settings.role"), cell: ({ role }) => words(`settings.role.${role}`) },
    { id: "seen", title: words("settings.accounts.seen"), cell: ({ signed_in_us }) => (signed_in_us === null ? "—" : format.ago(signed_in_us)) },
    {
      id: "more",
      title: <span className="dl-unseen">{words("people.segments.more")}</span>,
      number: true,
      cell: (account) => (
        <Menu
          trigger={<Button kind="quiet">{words("people.segments.more")}</Button>}
          entries={[
            ...ROLES.filter((role) => role !== account.role).map((role) => ({
              id: role,
              label: words("settings.accounts.make", { role: words(`settings.role.${role}`) }),
              onPress: () => onRole(account, role),
            })),
            { id: "disable", label: words(account.disabled ? "settings.accounts.enable" : "settings.accounts.disable"), onPress: () => onDisable(account) },
            { id: "remove", label: words("settings.accounts.remove"), danger: true, onPress: () => onRemove(account) },
          ]}
        />
      ),
    },
  ];
  return <Table caption={words("settings.accounts")} columns={columns} rows={accounts} keyOf={({ id }) => id} />;
}

/** Somebody new; the very first account must be an admin. */
function New({ first, onClose }: { readonly first: boolean; readonly onClose: () => void }): ReactElement {
  const words = useWords();
  const queries = useQueryClient();
  const [name, call] = useState("");
  const [password, put] = useState("");
  const [role, choose] = useState<Role>(first ? "admin" : "viewer");
  const adding = useMutation({
    mutationFn: () => send("POST", "/api/accounts", { name, password, role }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["/api/accounts"] });
      onClose();
    },
  });
  const add = (event: FormEvent): void => {
    event.preventDefault();
    adding.mutate();
  };
  return (
    <Drawer
      title={words("settings.accounts.new")}
      open
      onClose={onClose}
      actions={
        <Button kind="primary" type="submit" form="new-account" busy={adding.isPending} disabled={!name || password.length < 10}>
          {words("settings.accounts.add")}
        </Button>
      }
    >
      <form id="new-account" className="dl-stack" onSubmit={add}>
        <TextField label={words("sign_in.name")} value={name} onChange={call} required autoFocus />
        <TextField label={words("sign_in.password")} type="password" autoComplete="new-password" hint={words("settings.password.hint")} value={password} onChange={put} required />
        <Select
          label={words("settings.role")}
          hint={words(`settings.role.${role}.about`)}
          options={ROLES.map((id) => ({ id, label: words(`settings.role.${id}`) }))}
          value={role}
          onChange={(id) => choose(id as Role)}
        />
        {adding.error && <Failed error={adding.error} />}
      </form>
    </Drawer>
  );
}
