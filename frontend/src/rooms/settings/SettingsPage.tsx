import type { ReactElement, ReactNode } from "react";
import { useMay } from "../../lib/session";
import { useWords } from "../../ui/context";
import { Page } from "../../ui/Page";
import { Tabs } from "../../ui/Tabs";

/** The pages of the room; those without a path of their own need no right. */
const PAGES = [
  { id: "me", admin: false },
  { id: "project", admin: false },
  { id: "keys", admin: false },
  { id: "accounts", admin: true },
  { id: "audit", admin: true },
  { id: "erasures", admin: true },
  { id: "backups", admin: true },
] as const;

export type SettingsPageId = (typeof PAGES)[number]["id"];

interface Props {
  readonly page: SettingsPageId;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One page of the settings. */
export function SettingsPage({ page, actions, children }: Props): ReactElement {
  const words = useWords();
  const admin = useMay("admin");
  return (
    <Page
      title={words(`settings.${page}`)}
      about={words(`settings.${page}.about`)}
      actions={actions}
      tabs={
        <Tabs
          label={words("shell.room.settings")}
          tabs={PAGES.filter((one) => admin || !one.admin).map(({ id }) => ({ href: `/settings/${id}`, label: words(`settings.${id}`), current: id === page }))}
        />
      }
    >
      {children}
    </Page>
  );
}
