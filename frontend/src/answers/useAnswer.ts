import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Versioned } from "../lib/api";
import { ask } from "../lib/api";
import type { Language } from "../lib/words";
import type { Answer } from "./answer";

export interface Asking {
  /** The answer; the last one there was, while there is none to what is asked now. */
  readonly answer: Answer | null;
  /** Whether it is the answer to something asked before. */
  readonly old: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  again(): void;
}

/** The answer to a question; asking anew takes back what was under way. Each question has its own, so that none is shown as another's. */
export function useAnswer(name: string, given: Readonly<Record<string, unknown>>, language: Language, when: boolean): Asking {
  const [last, keep] = useState<Answer | null>(null);
  const queries = useQueryClient();
  const key = ["answer", name, language, given] as const;
  const { data, error, isFetching, refetch } = useQuery<Versioned<Answer>>({
    queryKey: key,
    enabled: when,
    queryFn: ({ signal }) => ask(`/api/analyses/${name}`, given, queries.getQueryData<Versioned<Answer>>(key), { query: { lang: language }, signal }),
  });
  const own = when ? (data?.value ?? null) : null;
  useEffect(() => {
    if (own) keep(own);
  }, [own]);
  return { answer: own ?? last, old: own === null, busy: isFetching, error: when ? error : null, again: () => void refetch() };
}
