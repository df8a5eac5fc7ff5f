import { Outlet } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Link } from "react-aria-components";
import { usePlace } from "../lib/address";
import type { Language } from "../lib/words";
import { useProject, useWords } from "../ui/context";
import { LanguageMenu } from "../ui/LanguageMenu";
import { Mark } from "../ui/Mark";
import { ROOMS } from "./rooms";
import "./Shell.css";

/** What stands around every page: the name of the business, the rooms, the language. */
export function Shell({ onLanguage }: { readonly onLanguage: (language: Language) => void }): ReactElement {
  const words = useWords();
  const { name } = useProject();
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
        <LanguageMenu onChoose={onLanguage} />
      </header>
      <Rooms />
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

function Rooms(): ReactElement {
  const words = useWords();
  const { path } = usePlace();
  return (
    <nav className="dl-rooms" aria-label={words("shell.rooms")}>
      {ROOMS.map(({ id, href, icon: Icon }) =>
        Icon ? (
          <Link key={id} href={href} className="dl-room" {...(within(path, href) ? { "aria-current": "page" as const } : {})}>
            <Icon size={20} aria-hidden="true" />
            <span>{words(`shell.room.${id}`)}</span>
          </Link>
        ) : null,
      )}
    </nav>
  );
}

function within(path: string, href: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}
