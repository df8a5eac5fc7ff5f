import type { ReactElement } from "react";
import { useRef } from "react";
import { usePin } from "../../answers/saved";
import { useMay } from "../../lib/session";
import type { SavedQuestion } from "../../lib/types";
import { Link } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { useWords } from "../../ui/context";
import type { Entry } from "../../ui/Overlay";
import { useTell } from "../../ui/Toast";
import { moved, put, without } from "./model/order";
import { PinnedQuestion } from "./PinnedQuestion";

/** The questions that somebody put here, each drawn by itself and movable by those who may change things. */
export function Pinned({ questions }: { readonly questions: readonly SavedQuestion[] }): ReactElement | null {
  const [words, tell, pin] = [useWords(), useTell(), usePin()];
  const may = useMay("edit");
  const heading = useRef<HTMLHeadingElement>(null);
  if (questions.length === 0) return null;
  const takeOff = async ({ id, title }: SavedQuestion, place: number): Promise<void> => {
    await pin((ids) => without(ids, id));
    heading.current?.focus(); // what had the focus is gone
    tell({ text: words("home.pin.gone", { title }), action: { label: words("home.pin.back"), onPress: () => void pin((ids) => put(ids, id, place)) } });
  };
  const entry = (id: string, onPress: () => void): Entry => ({ id, label: words(`home.pin.${id}`), onPress });
  const deeds = (question: SavedQuestion, place: number): readonly Entry[] => [
    ...(place > 0 ? [entry("earlier", () => void pin((ids) => moved(ids, question.id, -1)))] : []),
    ...(place < questions.length - 1 ? [entry("later", () => void pin((ids) => moved(ids, question.id, 1)))] : []),
    entry("off", () => void takeOff(question, place)),
  ];
  return (
    <section className="dl-pinned" aria-label={words("home.pinned")}>
      <h2 ref={heading} tabIndex={-1}>
        {words("home.pinned")}
      </h2>
      <ul className="dl-pins">
        {questions.map((question, place) => (
          <PinnedQuestion key={question.id} question={question} deeds={may ? deeds(question, place) : []} />
        ))}
      </ul>
    </section>
  );
}

/** Where nothing has been pinned yet: how it is done. */
export function HowToPin(): ReactElement | null {
  const words = useWords();
  if (!useMay("edit")) return null;
  return (
    <Card title={words("home.pinned")} aside={<Link href="/explore">{words("home.to_explore")}</Link>}>
      <p className="dl-muted">{words("home.pinned.none", { save: words("explore.save"), pin: words("explore.save.pin") })}</p>
    </Card>
  );
}
