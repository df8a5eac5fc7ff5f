import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LogIn } from "lucide-react";
import type { FormEvent, ReactElement } from "react";
import { useState } from "react";
import { send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import type { Me, WaysIn } from "../../lib/types";
import type { Language } from "../../lib/words";
import { Button, ButtonLink } from "../../ui/Button";
import { useWords } from "../../ui/context";
import { TextField } from "../../ui/Field";
import { LanguageMenu } from "../../ui/LanguageMenu";
import { Mark } from "../../ui/Mark";
import { Failed, sentence } from "../../ui/Notice";
import { Waiting } from "../../ui/Progress";
import "./SignIn.css";

/** What a stranger sees: the ways in that this project has. */
export function SignIn({ onLanguage }: { readonly onLanguage: (language: Language) => Promise<void> }): ReactElement {
  const words = useWords();
  const session = useApi<WaysIn>("/api/session");
  return (
    <main className="dl-sign-in">
      <section className="dl-stack" aria-labelledby="sign-in">
        <Mark size={44} />
        <h1 id="sign-in">{words("sign_in.title")}</h1>
        {session.error ? (
          <Failed error={session.error} onRetry={() => void session.refetch()} />
        ) : session.data ? (
          <Ways ways={session.data} />
        ) : (
          <Waiting label={words("ui.loading")} />
        )}
        <div>
          <LanguageMenu onChoose={onLanguage} />
        </div>
      </section>
    </main>
  );
}

function Ways({ ways }: { readonly ways: WaysIn }): ReactElement {
  const words = useWords();
  return (
    <>
      {ways.accounts && <ByPassword />}
      {ways.organisation && (
        <ButtonLink href="/sign-in/oidc" outside>
          {words("sign_in.organisation", { name: ways.organisation })}
        </ButtonLink>
      )}
      <p className={ways.accounts ? "dl-muted dl-small" : ""} role={ways.accounts ? undefined : "alert"}>
        {words("sign_in.by_address")}
      </p>
    </>
  );
}

function ByPassword(): ReactElement {
  const words = useWords();
  const queries = useQueryClient();
  const [name, call] = useState("");
  const [password, put] = useState("");
  const entering = useMutation({
    mutationFn: () => send<Me>("POST", "/api/session", { name, password }),
    onSuccess: () => queries.resetQueries(),
  });
  const enter = (event: FormEvent): void => {
    event.preventDefault();
    entering.mutate();
  };
  return (
    <form className="dl-stack" onSubmit={enter}>
      <TextField label={words("sign_in.name")} name="username" autoComplete="username" value={name} onChange={call} required autoFocus />
      <TextField label={words("sign_in.password")} name="password" type="password" autoComplete="current-password" value={password} onChange={put} required />
      {entering.error && (
        <p className="dl-error" role="alert">
          {sentence(entering.error, words)}
        </p>
      )}
      <div>
        <Button kind="primary" type="submit" icon={LogIn} busy={entering.isPending}>
          {words("sign_in.enter")}
        </Button>
      </div>
    </form>
  );
}
