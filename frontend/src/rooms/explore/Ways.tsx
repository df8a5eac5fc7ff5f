import type { ReactElement } from "react";
import { condition, segment } from "../../conditions/model/written";
import { useWords } from "../../ui/context";
import { Chip, Chips } from "../../ui/Chip";
import type { Given } from "./model/given";
import type { Vocabulary } from "./model/vocabulary";

interface Props {
  readonly given: Given;
  readonly vocabulary: Vocabulary | null;
  readonly onChange: (name: string, value: string | null) => void;
}

const MOST_BY = 6;
const MOST_AGAINST = 6;
const MOST_VALUES = 12;

/** Other ways to look at an answer, one press each: broken down, or beside somebody else's. */
export function Ways({ given, vocabulary, onChange }: Props): ReactElement | null {
  const words = useWords();
  if (!vocabulary) return null;
  const { dimensions, segments } = vocabulary.choices;
  const useful = dimensions.filter(({ dimension, found }) => dimension !== "touchpoint" && found > 1 && (dimension === "channel" || dimension === "stage" || found <= MOST_VALUES));
  const by = given["by"];
  const against = against_of(vocabulary, given, words);
  return (
    <div className="dl-ways">
      <Chips label={words("explore.by")}>
        {kept(useful.map(({ dimension, label }) => ({ id: dimension, label })), by, MOST_BY).map(({ id, label }) => (
          <Chip key={id} chosen={by === id} onChange={(chosen) => onChange("by", chosen ? id : null)}>
            {label}
          </Chip>
        ))}
      </Chips>
      {(against.length > 0 || segments.length > 0) && (
        <Chips label={words("explore.against")}>
          {kept(against, given["compare"], MOST_AGAINST).map(({ id, label }) => (
            <Chip key={id} chosen={given["compare"] === id} onChange={(chosen) => onChange("compare", chosen ? id : null)}>
              {label}
            </Chip>
          ))}
        </Chips>
      )}
    </div>
  );
}

interface Way {
  readonly id: string;
  readonly label: string;
}

/** The first few, and the chosen one wherever it stands. */
function kept(ways: readonly Way[], chosen: unknown, most: number): readonly Way[] {
  const first = ways.slice(0, most);
  const own = ways.find(({ id }) => id === chosen);
  return own && !first.includes(own) ? [...first, own] : first;
}

function against_of(vocabulary: Vocabulary, given: Given, words: (key: string) => string): readonly Way[] {
  const { dimensions, segments } = vocabulary.choices;
  const where = given["where"];
  const others: readonly Way[] = typeof where === "string" ? [{ id: `not (${where})`, label: words("explore.others") }] : [];
  const saved = segments.map((name) => ({ id: segment(name), label: name }));
  const channels = dimensions.find(({ dimension }) => dimension === "channel")?.values ?? [];
  const customers = dimensions.filter(({ scope, found }) => scope === "customer" && found > 1 && found <= MOST_VALUES);
  const values = [...customers.slice(0, 1).flatMap((one) => one.values.slice(0, 3).map((value) => ({ of: one.dimension, ...value }))), ...channels.slice(0, 4).map((value) => ({ of: "channel", ...value }))];
  return [...others, ...saved, ...values.map(({ of, value, label }) => ({ id: condition(of, value), label }))];
}
