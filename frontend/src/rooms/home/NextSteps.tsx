import { ArrowRight } from "lucide-react";
import type { ReactElement } from "react";
import { address } from "../../lib/api";
import type { Advice } from "../../lib/types";
import { Link } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { useWords } from "../../ui/context";

const ROOMS: Readonly<Record<Advice["room"], string>> = { data: "/data", explore: "/explore", map: "/map", people: "/segments" };
const RULES: readonly Advice["kind"][] = ["suggest", "goal", "unstaged"];

/** What to do next, the most urgent first, each leading to where it is done. */
export function NextSteps({ steps }: { readonly steps: readonly Advice[] }): ReactElement {
  const words = useWords();
  return (
    <Card title={words("home.next")}>
      {steps.length === 0 ? (
        <p className="dl-muted">{words("home.next.none")}</p>
      ) : (
        <ol className="dl-next">
          {steps.map((step) => (
            <li key={`${step.kind} ${step.name ?? ""}`}>
              <ArrowRight size={18} aria-hidden="true" />
              <div>
                <p>{step.text}</p>
                <Link href={whereTo(step)}>{words(`home.next.${step.room}`)}</Link>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function whereTo({ kind, room, cell, name }: Advice): string {
  if (room === "map") return address("/map", { cell });
  if (RULES.includes(kind)) return "/data/rules";
  if (kind === "segment") return address("/segments", { edit: name });
  if (kind === "question" && name) return `/explore/saved/${encodeURIComponent(name)}`;
  return ROOMS[room];
}
