import type { ReactElement, ReactNode } from "react";
import { createContext, use, useMemo } from "react";
import type { Format } from "../lib/format";
import { formatOf } from "../lib/format";
import type { Language, Texts, Words } from "../lib/words";
import { wordsOf } from "../lib/words";

/** The project that is looked at. */
export interface ProjectFacts {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
}

interface Everywhere {
  readonly words: Words;
  readonly format: Format;
  readonly project: ProjectFacts;
}

const Around = createContext<Everywhere | null>(null);

interface Props {
  readonly language: Language;
  readonly texts: Texts;
  readonly project: ProjectFacts;
  readonly children: ReactNode;
}

/** Gives everything below it the reader's language and the project's time zone and currency. */
export function Surroundings({ language, texts, project, children }: Props): ReactElement {
  const value = useMemo<Everywhere>(
    () => ({ words: wordsOf(language, texts), format: formatOf(language, project.timeZone), project }),
    [language, texts, project],
  );
  return <Around value={value}>{children}</Around>;
}

function useAround(): Everywhere {
  const value = use(Around);
  if (!value) throw new Error("there are no surroundings");
  return value;
}

export function useWords(): Words {
  return useAround().words;
}

export function useFormat(): Format {
  return useAround().format;
}

export function useProject(): ProjectFacts {
  return useAround().project;
}
