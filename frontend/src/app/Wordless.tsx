import type { ReactElement } from "react";
import { useEffect } from "react";
import type { Language } from "../lib/words";
import { OWN_NAMES } from "../lib/words";
import { Button } from "../ui/Button";
import { useWords } from "../ui/context";
import { Notice } from "../ui/Notice";
import { useTell } from "../ui/Toast";
import WITHOUT from "../words/without.json";

const again = (): void => window.location.reload(); // an updated server has files of other names

/** Says that there are no texts to say anything else with. */
export function Wordless({ language }: { readonly language: Language }): ReactElement {
  const texts = WITHOUT[language];
  return (
    <Notice title={texts.title} role="alert">
      <p>{texts.body}</p>
      <p>
        <Button onPress={again}>{texts.again}</Button>
      </p>
    </Notice>
  );
}

/** Tells that another language was wanted and cannot be had. */
export function TellMissing({ language }: { readonly language: Language | null }): null {
  const [words, tell] = [useWords(), useTell()];
  useEffect(() => {
    if (language) tell({ text: words("shell.texts_missing", { language: OWN_NAMES[language] }), tone: "bad", action: { label: words("shell.reload"), onPress: again } });
  }, [language, words, tell]);
  return null;
}
