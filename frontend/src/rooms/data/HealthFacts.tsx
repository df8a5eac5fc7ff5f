import type { ReactElement } from "react";
import type { DiskSpace, Installed, ProjectHealth } from "../../lib/types";
import { Card, Tag } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { Pairs } from "../../ui/Pairs";
import { Table } from "../../ui/Table";
import { bytesText } from "./model/bytes";
import { sizes } from "./model/health";

/** What the project takes on the disk, by kind, and what is left there. */
export function DiskCard({ disk }: { readonly disk: DiskSpace }): ReactElement {
  const words = useWords();
  const rows = sizes(disk.used);
  const size = (bytes: number): string => bytesText(bytes, words.language);
  const all = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <Card title={words("data.health.disk")}>
      <p>{words("data.health.disk.what", { used: size(all), free: size(disk.free), total: size(disk.total) })}</p>
      <Table<(typeof rows)[number]>
        caption={words("data.health.disk")}
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { id: "name", title: words("data.health.disk.kind"), head: true, cell: ({ name }) => words(`data.health.disk.${name}`) },
          { id: "bytes", title: words("data.health.disk.size"), number: true, cell: ({ bytes }) => size(bytes) },
        ]}
      />
    </Card>
  );
}

/** What the program is made of, for whoever is asked for help. */
export function InstalledCard({ installed, engine }: { readonly installed: Installed; readonly engine: ProjectHealth["engine"] }): ReactElement {
  const words = useWords();
  const packages = Object.entries(installed.packages).map(([name, version]) => [name, version ?? words("data.health.absent")] as const);
  const extras = Object.entries(installed.extras).map(
    ([name, there]) =>
      [
        words("data.health.extra", { name }),
        there ? <Tag tone="good">{words("data.health.there")}</Tag> : <code>{`pip install 'desireline[${name}]'`}</code>,
      ] as const,
  );
  return (
    <Card title={words("data.health.installed")}>
      <p className="dl-muted dl-small">{words("data.health.installed.what")}</p>
      <Pairs
        rows={[
          [words("data.health.engine"), words(`data.health.engine.${engine}`)],
          ["Python", installed.python],
          ...packages,
          ...extras,
        ]}
      />
    </Card>
  );
}
