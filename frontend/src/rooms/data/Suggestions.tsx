import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useState } from "react";
import { getVersioned, send } from "../../lib/api";
import type { Reason, SettingsSuggestion } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import { Checkbox } from "../../ui/Field";
import { Failed } from "../../ui/Notice";
import { useTell } from "../../ui/Toast";

interface Piece {
  readonly id: string;
  readonly kind: "touchpoint" | "journey" | "dimension";
  readonly name: string;
  readonly note: string;
  readonly reasons: readonly Reason[];
  readonly sure: boolean;
}

/** What the data suggest for the settings, each piece with its reasons; taken whole or in part. */
export function Suggestions(): ReactElement | null {
  const [words, format] = [useWords(), useFormat()];
  const queries = useQueryClient();
  const tell = useTell();
  const suggestion = useQuery({
    queryKey: ["/api/suggestion", words.language],
    queryFn: ({ signal }) => getVersioned<SettingsSuggestion>("/api/suggestion", { query: { lang: words.language }, signal }),
  });
  const [left, leave] = useState<readonly string[]>([]);
  const accepting = useMutation({
    mutationFn: (ids: readonly string[]) => send("POST", "/api/suggestion/accept", { ids }, { version: suggestion.data?.version }),
    onSuccess: async () => {
      tell({ text: words("data.suggest.taken") });
      await queries.invalidateQueries();
    },
    onError: () => void suggestion.refetch(),
  });
  const found = suggestion.data?.value;
  if (!found) return null;
  const pieces: readonly Piece[] = [
    ...found.touchpoints.map(({ id, rule, events, reasons, sure }): Piece => ({ id, kind: "touchpoint", name: rule.name, note: words("members.count.events", { n: events }), reasons, sure })),
    ...found.journeys.map(({ id, name, reasons, sure }): Piece => ({ id, kind: "journey", name, note: "", reasons, sure })),
    ...found.dimensions.map(({ id, rule, reasons, sure }): Piece => ({ id, kind: "dimension", name: rule.name, note: "", reasons, sure })),
  ];
  if (pieces.length === 0) return null;
  const taken = pieces.filter(({ id }) => !left.includes(id)).map(({ id }) => id);
  return (
    <Card
      title={words("data.suggest")}
      aside={
        <Button kind="primary" busy={accepting.isPending} disabled={taken.length === 0} onPress={() => accepting.mutate(taken)}>
          {words("data.suggest.accept", { n: format.count(taken.length) })}
        </Button>
      }
    >
      <p className="dl-muted">{words("data.suggest.about")}</p>
      {accepting.error && <Failed error={accepting.error} />}
      <ul className="dl-guesses">
        {pieces.map((piece) => (
          <li key={piece.id}>
            <Checkbox
              label={
                <span>
                  <strong>{piece.name}</strong> <Tag>{words(`data.suggest.${piece.kind}`)}</Tag> {!piece.sure && <Tag tone="bad">{words("data.guess.look")}</Tag>}{" "}
                  <span className="dl-muted dl-small">
                    {piece.note} {piece.reasons.map(({ reason }) => reason).join(" ")}
                  </span>
                </span>
              }
              value={!left.includes(piece.id)}
              onChange={(on) => leave(on ? left.filter((id) => id !== piece.id) : [...left, piece.id])}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
