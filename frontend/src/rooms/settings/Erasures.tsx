import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useState } from "react";
import { get, send } from "../../lib/api";
import { usePages } from "../../lib/queries";
import type { Erasure, ErasureLog } from "../../lib/types";
import type { Words } from "../../lib/words";
import { Button, Link } from "../../ui/Button";
import { Tag } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import { More } from "../../ui/More";
import { Failed, Notice } from "../../ui/Notice";
import { Confirm } from "../../ui/Overlay";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { useTellFailure } from "../../ui/Toast";
import { SettingsPage } from "./SettingsPage";

const PATH = "/api/erasures";
const AT_ONCE = 50;

/** Who was erased: when, by whom, how much went, and whether imports leave them out. */
export function Erasures(): ReactElement {
  const words = useWords();
  const queries = useQueryClient();
  const log = usePages<ErasureLog>([PATH], (first, signal) => get<ErasureLog>(PATH, { query: { first, most: AT_ONCE }, signal }));
  const [lifted, lift] = useState<Erasure | null>(null);
  const lifting = useMutation({
    mutationFn: ({ id }: Erasure) => send("POST", `${PATH}/${id}/lift`),
    onSuccess: () => queries.invalidateQueries({ queryKey: [PATH] }),
    onError: useTellFailure(),
    onSettled: () => lift(null),
  });
  return (
    <SettingsPage page="erasures">
      {log.error ? (
        <Failed error={log.error} onRetry={log.again} />
      ) : !log.first ? (
        <Waiting label={words("ui.loading")} />
      ) : log.rows.length === 0 ? (
        <Notice title={words("settings.erasures.none")} small>
          <p>{words("settings.erasures.none.hint")}</p>
          <p>
            <Link href="/people">{words("shell.room.people")}</Link>
          </p>
        </Notice>
      ) : (
        <>
          <p className="dl-muted">{words("settings.erasures.yours")}</p>
          <List rows={log.rows} onLift={lift} />
          <More pages={log} />
        </>
      )}
      <Confirm title={words("settings.erasures.lift.title")} open={lifted !== null} deed={words("settings.erasures.lift")} busy={lifting.isPending} onConfirm={() => lifted && lifting.mutate(lifted)} onClose={() => lift(null)}>
        <p>{words("settings.erasures.lift.body", { customer: lifted?.customer ?? "" })}</p>
      </Confirm>
    </SettingsPage>
  );
}

function List({ rows, onLift }: { readonly rows: readonly Erasure[]; readonly onLift: (erasure: Erasure) => void }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const columns: readonly Column<Erasure>[] = [
    { id: "at", title: words("settings.audit.at"), cell: ({ at_us }) => <span title={format.ago(at_us)}>{format.moment(at_us)}</span> },
    { id: "who", title: words("settings.audit.who"), cell: ({ by }) => by },
    { id: "customer", title: words("members.customer"), head: true, cell: ({ customer }) => customer ?? <span className="dl-muted">{words("settings.erasures.forgotten")}</span> },
    { id: "taken", prose: true, title: words("settings.erasures.taken"), cell: (row) => taken(row, words) },
    {
      id: "out",
      prose: true,
      title: words("settings.erasures.imports"),
      cell: (row) =>
        row.stays_out ? (
          <>
            {words("settings.erasures.out")}{" "}
            <Button kind="quiet" onPress={() => onLift(row)}>
              {words("settings.erasures.lift")}
            </Button>
          </>
        ) : (
          words("settings.erasures.back")
        ),
    },
    { id: "swept", title: words("settings.erasures.swept"), cell: ({ finished_us }) => (finished_us == null ? <Tag tone="bad">{words("settings.erasures.unfinished")}</Tag> : format.moment(finished_us)) },
  ];
  return <Table caption={words("settings.erasures")} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}

/** What went with the customer, in words. */
function taken({ events, identifiers, imports, rejected }: Erasure, words: Words): string {
  return [
    words("settings.erasures.events", { n: events }),
    words("settings.erasures.from", { n: imports }),
    words("settings.erasures.identifiers", { n: identifiers }),
    rejected > 0 ? words("settings.erasures.rejected", { n: rejected }) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
