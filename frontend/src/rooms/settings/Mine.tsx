import { useMutation } from "@tanstack/react-query";
import type { FormEvent, ReactElement } from "react";
import { useState } from "react";
import { send, trustedWith } from "../../lib/api";
import { useMe } from "../../lib/session";
import type { Me } from "../../lib/types";
import { Button, Link } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { TextField } from "../../ui/Field";
import { sentence } from "../../ui/Notice";
import { useTell } from "../../ui/Toast";
import { SettingsPage } from "./SettingsPage";

/** Who I am here, and what I may do. */
export function Mine(): ReactElement {
  const words = useWords();
  const me = useMe().data;
  return (
    <SettingsPage page="me">
      {me && (
        <Card title={me.name}>
          <p className="dl-row">
            <Tag tone="good">{words(`settings.role.${me.role}`)}</Tag>
            <span className="dl-muted">{words(`settings.role.${me.role}.about`)}</span>
          </p>
          <p className="dl-muted">{words(me.account ? "settings.via.account" : "settings.via.address")}</p>
        </Card>
      )}
      {me?.account && <Password />}
      <p className="dl-small">
        <Link href="/design">{words("design.title")}</Link>
      </p>
    </SettingsPage>
  );
}

function Password(): ReactElement {
  const words = useWords();
  const tell = useTell();
  const [current, type] = useState("");
  const [password, put] = useState("");
  const changing = useMutation({
    mutationFn: () => send<Me>("PUT", "/api/me/password", { current, password }),
    onSuccess: (me) => {
      trustedWith(me.csrf ?? "");
      type("");
      put("");
      tell({ text: words("settings.password.changed") });
    },
  });
  const change = (event: FormEvent): void => {
    event.preventDefault();
    changing.mutate();
  };
  return (
    <Card title={words("settings.password")}>
      <form className="dl-stack dl-narrow" onSubmit={change}>
        <TextField label={words("settings.password.current")} type="password" autoComplete="current-password" value={current} onChange={type} required />
        <TextField label={words("settings.password.new")} type="password" autoComplete="new-password" hint={words("settings.password.hint")} value={password} onChange={put} required />
        {changing.error && (
          <p className="dl-error" role="alert">
            {sentence(changing.error, words)}
          </p>
        )}
        <div>
          <Button kind="primary" type="submit" busy={changing.isPending} disabled={!current || password.length < 10}>
            {words("settings.password.change")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
