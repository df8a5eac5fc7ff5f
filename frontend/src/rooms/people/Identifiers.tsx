import type { ReactElement } from "react";
import type { IdentifierOfPerson, LeftOut, Person } from "../../lib/types";
import { Tag } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";

/** A customer's identifiers, each with what made it theirs, and the values that link nobody. */
export function Identifiers({ person }: { readonly person: Person }): ReactElement {
  const words = useWords();
  return (
    <>
      <ul className="dl-identifiers">
        {person.identifiers.map((one) => (
          <li key={`${one.namespace} ${one.value}`}>
            <strong>{one.value}</strong> <Tag>{one.namespace}</Tag>
            <p className="dl-muted dl-small">
              <Evidence of={one} />
            </p>
          </li>
        ))}
      </ul>
      {person.left_out.length > 0 && (
        <>
          <h3>{words("people.left_out")}</h3>
          <ul className="dl-identifiers">
            {person.left_out.map((one) => (
              <li key={`${one.namespace} ${one.value}`}>
                {one.value} <Tag>{one.namespace}</Tag>
                <p className="dl-muted dl-small">{reason(one, words)}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Evidence({ of }: { readonly of: IdentifierOfPerson }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const by = of.linked_by;
  const seen = words("people.identifier.seen", { n: of.events, day: format.day(of.first_us) });
  if (!by) return <>{of.source ? `${seen} ${words("people.identifier.source", { source: of.source })}` : seen}</>;
  return (
    <>
      {seen} {words("people.identifier.linked", { value: by.value, namespace: by.namespace, day: format.moment(by.at_us) })}{" "}
      {by.source && words("people.identifier.by", { source: by.source, name: by.name ?? "" })}
    </>
  );
}

function reason(of: LeftOut, words: ReturnType<typeof useWords>): string {
  if (of.reason === "shared") return words("people.left_out.shared", { n: of.values ?? 0, namespace: of.seen_with ?? "", limit: of.limit ?? 0 });
  return words(`people.left_out.${of.reason}`);
}
