import type { ReactElement } from "react";
import { get } from "../../lib/api";
import { usePages } from "../../lib/queries";
import type { ImportSummary, RejectPage } from "../../lib/types";
import { useWords } from "../../ui/context";
import { More } from "../../ui/More";
import { Failed } from "../../ui/Notice";
import { Drawer } from "../../ui/Overlay";
import { Waiting } from "../../ui/Progress";

const PAGE = 100;

/** The rows of an import that could not be placed: where they stand, why, and the rows themselves. */
export function Rejects({ of, onClose }: { readonly of: Pick<ImportSummary, "id" | "source"> | null; readonly onClose: () => void }): ReactElement {
  const words = useWords();
  const pages = usePages(
    ["rejects", of?.id],
    (first, signal) => get<RejectPage>(`/api/imports/${of?.id ?? 0}/rejects`, { query: { first, most: PAGE }, signal }),
    { when: of !== null },
  );
  const { first, rows } = pages;
  return (
    <Drawer title={words("data.rejects.of", { source: of?.source ?? "" })} open={of !== null} onClose={onClose}>
      {pages.error ? (
        <Failed error={pages.error} onRetry={pages.again} />
      ) : first ? (
        <div className="dl-stack">
          <p>{words("data.rejects.what", { n: first.count })}</p>
          <ol className="dl-rejects">
            {rows.map((row) => (
              <li key={`${row.file} ${row.line}`}>
                <strong>{row.reason}</strong>
                <p className="dl-muted dl-small">{words("data.rejects.place", { file: row.file, line: String(row.line) })}</p>
                <pre>{row.row}</pre>
              </li>
            ))}
          </ol>
          <More pages={pages} />
        </div>
      ) : (
        <Waiting label={words("ui.loading")} lines={6} />
      )}
    </Drawer>
  );
}
