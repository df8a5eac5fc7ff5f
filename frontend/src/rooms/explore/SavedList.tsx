import { Pin, PinOff, Trash2 } from "lucide-react";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useState } from "react";
import { SAVED, savedChanged, usePin } from "../../answers/saved";
import { send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { Form, SavedQuestion } from "../../lib/types";
import { IconButton, Link } from "../../ui/Button";
import { Tag } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { Failed } from "../../ui/Notice";
import { Confirm } from "../../ui/Overlay";
import { Waiting } from "../../ui/Progress";
import { useTellFailure } from "../../ui/Toast";

/** The questions that were kept: asked again, put on Home, taken away. */
export function SavedList({ forms }: { readonly forms: readonly Form[] }): ReactElement {
  const words = useWords();
  const saved = useApi<readonly SavedQuestion[]>(SAVED);
  const [doomed, doom] = useState<SavedQuestion | null>(null);
  const [pin, remove] = [usePin(), useRemove()];
  const may = useMay("edit");
  if (saved.error) return <Failed error={saved.error} onRetry={() => void saved.refetch()} />;
  if (!saved.data) return <Waiting label={words("ui.loading")} />;
  if (saved.data.length === 0) return <p className="dl-muted">{words("explore.saved.none")}</p>;
  return (
    <>
      <ul className="dl-saved">
        {saved.data.map((one) => (
          <li key={one.id}>
            <span className="dl-saved-title">
              {one.fault ? <span>{one.title}</span> : <Link href={`/explore/saved/${encodeURIComponent(one.id)}`}>{one.title}</Link>}
              <Tag>{forms.find(({ name }) => name === one.question)?.title ?? one.question}</Tag>
            </span>
            {one.fault && <span className="dl-error">{one.fault}</span>}
            {may && (
              <span>
                <IconButton
                  icon={one.pinned === null ? Pin : PinOff}
                  label={words(one.pinned === null ? "explore.pin" : "explore.unpin", { title: one.title })}
                  onPress={() => void pin((ids) => (one.pinned === null ? [...ids, one.id] : ids.filter((id) => id !== one.id)))}
                />
                <IconButton icon={Trash2} label={words("explore.remove", { title: one.title })} onPress={() => doom(one)} />
              </span>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        title={words("explore.remove.title")}
        open={doomed !== null}
        deed={words("explore.remove.deed")}
        danger
        onClose={() => doom(null)}
        onConfirm={() => {
          if (doomed) remove(doomed);
          doom(null);
        }}
      >
        <p>{words("explore.remove.body", { title: doomed?.title ?? "" })}</p>
      </Confirm>
    </>
  );
}

function useRemove(): (question: SavedQuestion) => void {
  const [failed, queries] = [useTellFailure(), useQueryClient()];
  return ({ id, version }) =>
    void send("DELETE", `${SAVED}/${encodeURIComponent(id)}`, undefined, { version: `"${version}"` })
      .catch(failed)
      .finally(() => savedChanged(queries));
}
