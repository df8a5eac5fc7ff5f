import type { ReactElement } from "react";
import type { Language } from "../../lib/words";
import { useWords } from "../../ui/context";
import { LanguageMenu } from "../../ui/LanguageMenu";
import { Notice } from "../../ui/Notice";

/** What a stranger sees. */
export function SignIn({ onLanguage }: { readonly onLanguage: (language: Language) => void }): ReactElement {
  const words = useWords();
  return (
    <main>
      <Notice title={words("sign_in.title")} role="alert">
        <p>{words("sign_in.by_address")}</p>
      </Notice>
      <LanguageMenu onChoose={onLanguage} />
    </main>
  );
}
