import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { get, isChanged, send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import type { Corrections, UploadPreview } from "../../lib/types";
import { saidOf } from "./model/corrections";
import type { Owner } from "./model/faults";
import { nameOf } from "./model/faults";

/** A correction, made to whatever is known when its turn comes. */
export type Correction = (now: UploadPreview) => Corrections;

/** What the server did not take, and why. */
export interface Refusal {
  readonly error: unknown;
  readonly owner: Owner;
  readonly correction: Correction;
}

export interface Correcting {
  readonly preview: ReturnType<typeof useApi<UploadPreview>>;
  /** By the table or file that was spoken of. */
  readonly refused: ReadonlyMap<string, Refusal>;
  readonly busy: boolean;
  /** Says something about a table or file, and shows at once what becomes of it. True where the server took it and nothing was said of it since. */
  correct(owner: Owner, correction: Correction): Promise<boolean>;
  /** Says what was refused once more. */
  again(owner: Owner): Promise<boolean>;
  /** Lets go of what was refused. */
  forget(owner: Owner): void;
}

/** How an upload would be read, and what people say otherwise. */
export function useCorrections(id: string, lang: string): Correcting {
  const queries = useQueryClient();
  const upload = `/api/uploads/${encodeURIComponent(id)}`;
  const [path, query] = [`${upload}/preview`, { lang }];
  const preview = useApi<UploadPreview>(path, query);
  const last = useRef(new Map<string, number>());
  const [refused, refuse] = useState<ReadonlyMap<string, Refusal>>(new Map());
  const look = (): Promise<UploadPreview> => queries.fetchQuery({ queryKey: [path, query], queryFn: ({ signal }) => get<UploadPreview>(path, { query, signal }) });
  const put = useMutation({
    scope: { id: path }, // one after the other: each is made to what the one before has left
    mutationFn: async ({ owner, correction }: Pick<Refusal, "owner" | "correction">) => {
      const write = (onto: UploadPreview): Promise<UploadPreview> => send("PUT", `${upload}/corrections`, correction(onto), { query, version: `"${onto.version}"` });
      const seen = queries.getQueryData<UploadPreview>([path, query]) ?? (await look());
      const taken = await write(seen).catch(async (error: unknown) => {
        if (!isChanged(error)) throw error;
        await queries.invalidateQueries({ queryKey: [path, query], refetchType: "none" });
        const now = await look();
        if (saidOf(now.corrections, owner) !== saidOf(seen.corrections, owner)) throw error;
        return write(now); // somebody else spoke of other tables: nothing of that is lost
      });
      await queries.cancelQueries({ queryKey: [path, query] }); // what is on its way may be older
      queries.setQueryData([path, query], taken);
    },
  });
  const forget = (owner: Owner): void => refuse((all) => new Map([...all].filter(([name]) => name !== nameOf(owner))));
  const correct = async (owner: Owner, correction: Correction): Promise<boolean> => {
    const name = nameOf(owner);
    const number = (last.current.get(name) ?? 0) + 1;
    last.current.set(name, number);
    const isLast = (): boolean => last.current.get(name) === number;
    forget(owner);
    try {
      await put.mutateAsync({ owner, correction });
      return isLast();
    } catch (error) {
      if (isLast()) refuse((all) => new Map([...all, [name, { error, owner, correction }]]));
      return false; // shown at its field
    }
  };
  const again = async (owner: Owner): Promise<boolean> => {
    const refusal = refused.get(nameOf(owner));
    return refusal !== undefined && correct(owner, refusal.correction);
  };
  return { preview, refused, busy: put.isPending, correct, again, forget };
}
