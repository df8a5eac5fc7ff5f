import { Download } from "lucide-react";
import type { ReactElement } from "react";
import { download, send } from "../lib/api";
import { usePages } from "../lib/queries";
import type { Member, People } from "../lib/types";
import { Button, Link } from "../ui/Button";
import { useFormat, useWords } from "../ui/context";
import { More } from "../ui/More";
import { Failed } from "../ui/Notice";
import { Drawer } from "../ui/Overlay";
import { Waiting } from "../ui/Progress";
import type { Column } from "../ui/Table";
import { Table } from "../ui/Table";
import { useTellFailure } from "../ui/Toast";

/** Whose members are asked for: where, and with what besides the page. */
export interface MembersOf {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Where all of them are had as a file. */
  readonly file?: string;
}

interface Props {
  /** Null while nothing is open. */
  readonly of: MembersOf | null;
  /** What the number counts, in words. */
  readonly title: string;
  readonly onClose: () => void;
}

const PAGE = 100;

/** Exactly those whom a number counted, each leading to one customer's own page. */
export function MembersDrawer({ of, title, onClose }: Props): ReactElement {
  const words = useWords();
  const failed = useTellFailure();
  const pages = usePages(["members", of], (first, signal) => send<People>("POST", of?.path ?? "", { ...of?.body, first, most: PAGE }, { signal }), { when: of !== null });
  const { first, rows } = pages;
  return (
    <Drawer title={title} open={of !== null} onClose={onClose}>
      {pages.error ? (
        <Failed error={pages.error} onRetry={pages.again} />
      ) : first ? (
        <div className="dl-stack">
          <p>
            <strong>{words(`members.count.${first.unit}`, { n: first.count })}</strong>
          </p>
          <Rows rows={rows} title={title} />
          <div className="dl-row">
            <More pages={pages} />
            {of?.file && first.count > 0 && (
              <Button icon={Download} onPress={() => void download(of.file ?? "", of.body, `${first.unit}.csv`).catch(failed)}>
                {words("members.save")}
              </Button>
            )}
          </div>
        </div>
      ) : (
        <Waiting label={words("ui.loading")} lines={6} />
      )}
    </Drawer>
  );
}

function Rows({ rows, title }: { readonly rows: readonly Member[]; readonly title: string }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const moment = (us: number | null): string => (us === null ? "" : format.moment(us));
  const columns: readonly Column<Member>[] = [
    { id: "customer", title: words("members.customer"), head: true, cell: ({ customer }) => <Link href={`/people/${encodeURIComponent(customer)}`}>{customer}</Link> },
    ...(rows.some(({ first_us }) => first_us !== null)
      ? [
          { id: "first", title: words("members.from"), cell: ({ first_us }: Member) => moment(first_us) },
          { id: "last", title: words("members.to"), cell: ({ last_us }: Member) => moment(last_us) },
        ]
      : []),
  ];
  return <Table caption={title} columns={columns} rows={rows} keyOf={(row, index) => `${row.customer} ${index}`} />;
}
