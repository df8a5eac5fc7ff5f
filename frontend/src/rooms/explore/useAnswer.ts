import type { UseQueryResult } from "@tanstack/react-query";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Versioned } from "../../lib/api";
import { ask } from "../../lib/api";
import type { Language } from "../../lib/words";
import type { Answer } from "./model/answer";
import type { Given } from "./model/given";

/** The answer to a question; the one before stays until it is there, and asking anew takes back what was under way. */
export function useAnswer(name: string, given: Given, language: Language, when: boolean): UseQueryResult<Versioned<Answer>> {
  const queries = useQueryClient();
  const key = ["answer", name, language, given] as const;
  return useQuery<Versioned<Answer>>({
    queryKey: key,
    enabled: when,
    queryFn: ({ signal }) => ask(`/api/analyses/${name}`, given, queries.getQueryData<Versioned<Answer>>(key), { query: { lang: language }, signal }),
    placeholderData: (before, query) => (query?.queryKey[1] === name ? before : undefined),
  });
}
