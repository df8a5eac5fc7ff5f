import { useQueryClient } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { CircleUser } from "lucide-react";
import type { ReactElement } from "react";
import { Link } from "react-aria-components";
import { usePlace } from "../lib/address";
import { send } from "../lib/api";
import { useLive } from "../lib/live";
import { ME } from "../lib/session";
import type { Me } from "../lib/types";
import type { Language } from "../lib/words";
import { Button } from "../ui/Button";
import { useProject, useWords } from "../ui/context";
import { LanguageMenu } from "../ui/LanguageMenu";
import { Mark } from "../ui/Mark";
import { Menu } from "../ui/Overlay";
import { useTellFailure } from "../ui/Toast";
import { JobsSign } from "./JobsSign";
import { ROOMS } from "./rooms";
import "./Shell.css";

/** What stands around every page: the name of the business, the rooms, the language. */
export function Shell({ me, onLanguage }: { readonly me: Me; readonly onLanguage: (language: Language) => Promise<void> }): ReactElement {
  const words = useWords();
  const { name } = useProject();
  const { heard, problem } = useLive();
  return (
    <div className="dl-shell">
      <a className="dl-skip" href="#main">
        {words("shell.skip")}
      </a>
      <header className="dl-top">
        <Link className="dl-brand" href="/">
          <Mark size={26} />
          <span>{name}</span>
        </Link>
        <div className="dl-top-end">
          <JobsSign />
          <LanguageMenu onChoose={onLanguage} />
          {me.account && <AccountMenu name={me.name} />}
        </div>
      </header>
      <Rooms rights={me.rights} />
      <main id="main" tabIndex={-1}>
        {(!heard || problem) && (
          <p className="dl-lost" role="status">
            {heard ? problem : words("shell.lost")}
          </p>
        )}
        <Outlet />
      </main>
    </div>
  );
}

/** Whoever is signed in with an account: their own settings, and the way out. */
function AccountMenu({ name }: { readonly name: string }): ReactElement {
  const [words, failed] = [useWords(), useTellFailure()];
  const queries = useQueryClient();
  const left = async (): Promise<void> => {
    queries.clear();
    await queries.invalidateQueries({ queryKey: ME });
    window.location.assign("/");
  };
  const leave = (): void => void send("DELETE", "/api/session").then(left, failed);
  return (
    <Menu
      trigger={
        <Button kind="quiet" icon={CircleUser}>
          <span className="dl-who">{name}</span>
        </Button>
      }
      entries={[
        { id: "mine", label: words("shell.my_account"), href: "/settings/me" },
        { id: "out", label: words("shell.sign_out"), onPress: leave },
      ]}
    />
  );
}

function Rooms({ rights }: { readonly rights: readonly string[] }): ReactElement {
  const words = useWords();
  const { path } = usePlace();
  return (
    <nav className="dl-rooms" aria-label={words("shell.rooms")}>
      {ROOMS.map(({ id, href, also, right, icon: Icon }) =>
        Icon && (right === null || rights.includes(right)) ? (
          <Link key={id} href={href} className="dl-room" {...(within(path, href, also) ? { "aria-current": "page" as const } : {})}>
            <Icon size={20} aria-hidden="true" />
            <span>{words(`shell.room.${id}`)}</span>
          </Link>
        ) : null,
      )}
    </nav>
  );
}

function within(path: string, href: string, also: readonly string[] = []): boolean {
  return [href, ...also].some((start) => path === start || (start !== "/" && path.startsWith(`${start}/`)));
}
