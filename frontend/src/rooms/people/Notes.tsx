import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent, ReactElement } from "react";
import { useState } from "react";
import { send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { Note } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { TextField } from "../../ui/Field";
import { Failed } from "../../ui/Notice";
import { shownNotes } from "./model/notes";
import { OneNote } from "./OneNote";

/** What the team wrote about a customer. */
export function Notes({ who }: { readonly who: string }): ReactElement {
  const words = useWords();
  const path = `/api/people/${encodeURIComponent(who)}/notes`;
  const queries = useQueryClient();
  const edit = useMay("edit");
  const notes = useApi<readonly Note[]>(path);
  const [text, type] = useState("");
  const [held, hold] = useState<readonly Note[]>([]);
  const fresh = (): Promise<void> => queries.invalidateQueries({ queryKey: [path] });
  const adding = useMutation({
    mutationFn: () => send<Note>("POST", path, { text }),
    onSuccess: async () => {
      type("");
      await fresh();
    },
  });
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim()) adding.mutate();
  };
  const error = notes.error ?? adding.error;
  return (
    <Card title={words("people.notes")}>
      {error && <Failed error={error} />}
      {notes.data?.length === 0 && !edit && <p className="dl-muted">{words("people.notes.none")}</p>}
      <ul className="dl-identifiers">
        {shownNotes(notes.data ?? [], held).map(({ id }) => (
          <li key={id}>
            <OneNote
              id={id}
              now={notes.data?.find((note) => note.id === id)}
              base={held.find((note) => note.id === id) ?? null}
              path={path}
              edit={edit}
              onHold={(base) => hold((all) => [...all.filter((note) => note.id !== id), ...(base ? [base] : [])])}
              onChanged={fresh}
            />
          </li>
        ))}
      </ul>
      {edit && (
        <form className="dl-stack" onSubmit={add}>
          <TextField label={words("people.notes.new")} lines={3} value={text} onChange={type} />
          <div>
            <Button type="submit" busy={adding.isPending} disabled={!text.trim()}>
              {words("people.notes.add")}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
