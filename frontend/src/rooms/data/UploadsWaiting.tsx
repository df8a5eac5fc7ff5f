import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { send } from "../../lib/api";
import { useJobs } from "../../lib/live";
import type { Upload } from "../../lib/types";
import { IconButton, Link } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import { sentence } from "../../ui/Notice";
import { bytesText } from "./model/bytes";
import { isWaiting } from "./model/waiting";

/** Files that have come and were not imported yet. */
export function UploadsWaiting({ uploads }: { readonly uploads: readonly Upload[] }): ReactElement | null {
  const words = useWords();
  const jobs = useJobs().data?.rows;
  const waiting = jobs ? uploads.filter((upload) => isWaiting(upload, jobs)) : [];
  if (waiting.length === 0) return null;
  return (
    <Card title={words("data.waiting")}>
      <p className="dl-muted dl-small">{words("data.waiting.kept")}</p>
      <ul className="dl-jobs">
        {waiting.map((upload) => (
          <li key={upload.id}>
            <OneUpload upload={upload} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function OneUpload({ upload }: { readonly upload: Upload }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => send("DELETE", `/api/uploads/${upload.id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["/api/uploads"] }),
  });
  const [first, ...more] = upload.files;
  return (
    <div className="dl-row dl-spread">
      <span>
        <Link href={`/data/uploads/${upload.id}`}>{first?.name ?? upload.id}</Link>{" "}
        <span className="dl-muted dl-small">
          {more.length > 0 && `${words("data.waiting.more", { n: more.length })} · `}
          {bytesText(upload.files.reduce((sum, { bytes }) => sum + bytes, 0), words.language)} · {format.ago(upload.changed_us)}
        </span>
        {remove.error && <span className="dl-error"> {sentence(remove.error, words)}</span>}
      </span>
      <IconButton icon={Trash2} label={words("data.waiting.remove", { name: first?.name ?? upload.id })} onPress={() => remove.mutate()} />
    </div>
  );
}
