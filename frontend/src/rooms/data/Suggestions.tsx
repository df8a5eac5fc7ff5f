import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useState } from "react";
import { send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import type { Reason, SettingsChanged, SettingsSuggestion } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { channelName, stageName } from "../../ui/Channel";
import { useWords } from "../../ui/context";
import { Checkbox } from "../../ui/Field";
import { Failed } from "../../ui/Notice";
import { labelText, ruleText, several } from "./model/rule";
import { useJobStarted } from "../../lib/useJobStarted";

interface Piece {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly note: string;
  readonly needs: readonly string[];
  readonly reasons: readonly Reason[];
  readonly sure: boolean;
}

/** What the data suggest for the rules, each piece with its reasons: ticked, and taken over. Nothing where nothing is suggested. */
export function Suggestions(): ReactElement | null {
  const words = useWords();
  const suggestion = useApi<SettingsSuggestion>("/api/suggestion", { lang: words.language });
  const found = suggestion.data;
  if (suggestion.error) return <Failed error={suggestion.error} onRetry={() => void suggestion.refetch()} />;
  if (!found || found.touchpoints.length + found.journeys.length + found.dimensions.length === 0) return null;
  return <Pieces key={found.version} found={found} />;
}

function Pieces({ found }: { readonly found: SettingsSuggestion }): ReactElement {
  const words = useWords();
  const groups = usePieces(found);
  const all = groups.flatMap(({ pieces }) => pieces);
  const [left, leave] = useState<ReadonlySet<string>>(new Set());
  const queries = useQueryClient();
  const started = useJobStarted();
  const wanted = all.filter(({ id }) => !left.has(id));
  const needed = new Set(wanted.flatMap(({ needs }) => needs));
  const accept = useMutation({
    mutationFn: () => send<SettingsChanged>("POST", "/api/suggestion/accept", { ids: left.size === 0 ? null : wanted.map(({ id }) => id) }, { version: `"${found.version}"` }),
    onSuccess: ({ job }) => {
      if (job) started(job);
    },
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey: [path] }) => path === "/api/suggestion" || path === "/api/settings" }),
  });
  const tick = (id: string, on: boolean): void => leave(new Set(on ? [...left].filter((one) => one !== id) : [...left, id]));
  return (
    <Card title={words("data.suggested")}>
      <p className="dl-muted">{words("data.suggested.what")}</p>
      {groups.map(({ id, pieces }) => (
        <section key={id} className="dl-stack">
          <h3>{words(`data.suggested.${id}`)}</h3>
          <ul className="dl-suggested">
            {pieces.map((piece) => (
              <li key={piece.id}>
                <Checkbox
                  label={
                    <span>
                      <strong>{piece.title}</strong> <span className="dl-muted dl-small">{piece.note}</span> {!piece.sure && <Tag tone="mood">{words("data.unsure")}</Tag>}
                    </span>
                  }
                  value={!left.has(piece.id) || needed.has(piece.id)}
                  disabled={needed.has(piece.id)}
                  onChange={(on) => tick(piece.id, on)}
                />
                <p className="dl-small">{piece.about}</p>
                {piece.reasons.map(({ reason }) => (
                  <p key={reason} className="dl-muted dl-small">
                    {reason}
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {accept.error && <Failed error={accept.error} />}
      <div className="dl-row">
        <Button kind="primary" busy={accept.isPending} disabled={wanted.length === 0} onPress={() => accept.mutate()}>
          {words("data.suggested.accept", { n: wanted.length })}
        </Button>
      </div>
    </Card>
  );
}

function usePieces(found: SettingsSuggestion): readonly { readonly id: string; readonly pieces: readonly Piece[] }[] {
  const words = useWords();
  const names = (given: readonly string[] | string | null | undefined): string => several(given).join(", ");
  return [
    {
      id: "touchpoints",
      pieces: found.touchpoints.map(({ id, rule, events, reasons, sure }) => ({
        id,
        title: labelText(rule.label, rule.name, words.language),
        note: [rule.stage ? stageName(rule.stage, words) : "", words("data.rule.events", { n: events })].filter(Boolean).join(" · "),
        about: ruleText(rule.when, words, (name) => channelName(name, words)),
        needs: [],
        reasons,
        sure,
      })),
    },
    {
      id: "journeys",
      pieces: found.journeys.map(({ id, name, journey, needs, reasons, sure }) => ({
        id,
        title: labelText(journey.label, name, words.language),
        note: "",
        about: words("data.suggested.goal", { goal: names(journey.goal), start: names(journey.start) || words("data.rule.any"), gap: journey.gap ?? "30d" }),
        needs,
        reasons,
        sure,
      })),
    },
    {
      id: "dimensions",
      pieces: found.dimensions.map(({ id, rule, reasons, sure }) => ({ id, title: rule.name, note: "", about: words("data.suggested.property", { property: rule.property, scope: words(`data.scope.${rule.scope ?? "event"}`) }), needs: [], reasons, sure })),
    },
  ].filter(({ pieces }) => pieces.length > 0);
}
