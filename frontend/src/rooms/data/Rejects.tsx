import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { get } from "../../lib/api";
import type { ImportSummary, RejectPage } from "../../lib/types";
import { Button } from "../../ui/Button";
import { useWords } from "../../ui/context";
import { Failed } from "../../ui/Notice";
import { Drawer } from "../../ui/Overlay";
import { Waiting } from "../../ui/Progress";

const PAGE = 100;

/** The rows of an import that could not be placed: where they stand, why, and the rows themselves. */
export function Rejects({ of, onClose }: { readonly of: Pick<ImportSummary, "id" | "source"> | null; readonly onClose: () => void }): ReactElement {
  const words = useWords();
  const pages = useInfiniteQuery({
    queryKey: ["rejects", of?.id],
    enabled: of !== null,
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => get<RejectPage>(`/api/imports/${of?.id ?? 0}/rejects`, { query: { first: pageParam, most: PAGE }, signal }),
    getNextPageParam: (last, all) => {
      const seen = all.reduce((sum, page) => sum + page.rows.length, 0);
      return seen < last.count && last.rows.length > 0 ? seen : undefined;
    },
  });
  const first = pages.data?.pages[0];
  return (
    <Drawer title={words("data.rejects.of", { source: of?.source ?? "" })} open={of !== null} onClose={onClose}>
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : first ? (
        <div className="dl-stack">
          <p>{words("data.rejects.what", { n: first.count })}</p>
          <ol className="dl-rejects">
            {pages.data?.pages
              .flatMap((page) => page.rows)
              .map((row) => (
                <li key={`${row.file} ${row.line}`}>
                  <strong>{row.reason}</strong>
                  <p className="dl-muted dl-small">{words("data.rejects.place", { file: row.file, line: String(row.line) })}</p>
                  <pre>{row.row}</pre>
                </li>
              ))}
          </ol>
          {pages.hasNextPage && (
            <Button busy={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
              {words("members.more")}
            </Button>
          )}
        </div>
      ) : (
        <Waiting label={words("ui.loading")} lines={6} />
      )}
    </Drawer>
  );
}
