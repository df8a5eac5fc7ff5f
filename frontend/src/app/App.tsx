import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useEffect, useState } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { ApiError, send, speaking } from "../lib/api";
import { rememberedLanguage, rememberLanguage } from "../lib/remembered";
import { ME, useMe, useProjectInfo } from "../lib/session";
import type { Language } from "../lib/words";
import { preferred } from "../lib/words";
import { SignIn } from "../rooms/sign-in/SignIn";
import { Surroundings } from "../ui/context";
import { Failed } from "../ui/Notice";
import { Toasts } from "../ui/Toast";
import { Shell } from "./Shell";
import { useTexts } from "./useTexts";
import { TellMissing, Wordless } from "./Wordless";

const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", "zh-Hant": "zh-TW", ru: "ru-RU", hu: "hu-HU" };
const NOBODYS = { name: "", timeZone: "UTC", currency: "EUR" };

/** Everything: in the reader's language, and in front of it whoever must sign in first. */
export function App(): ReactElement | null {
  const { history } = useRouter();
  const queries = useQueryClient();
  const me = useMe();
  const info = useProjectInfo(!me.isError); // asked side by side: both are needed before anything can be shown
  const failed = me.error ?? info.error;
  const [chosen, choose] = useState<Language | null>(rememberedLanguage);
  const wanted = me.data?.language ?? chosen ?? info.data?.language ?? preferred(navigator.languages);
  const { spoken, missing } = useTexts(info.data || failed || chosen ? wanted : null);
  const language = spoken?.language ?? wanted;

  speaking(language); // before what is asked below, not after
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  if (!spoken) return missing ? <Wordless language={missing} /> : null;
  const project = info.data ? { name: info.data.name, timeZone: info.data.time_zone, currency: info.data.currency } : NOBODYS;
  const pick = async (next: Language): Promise<void> => {
    rememberLanguage(next);
    choose(next);
    if (!me.data?.account) return;
    await send("PATCH", "/api/me", { language: next });
    await queries.invalidateQueries({ queryKey: ME });
  };
  return (
    <I18nProvider locale={LOCALES[language]}>
      <RouterProvider navigate={(href, options) => ((options as { outside?: boolean } | undefined)?.outside ? window.location.assign(href) : history.push(href))}>
        <Surroundings language={language} texts={spoken.texts} project={project}>
          <Toasts>
            <TellMissing language={missing} />
            {failed instanceof ApiError && failed.code === "sign-in-needed" ? (
              <SignIn onLanguage={pick} />
            ) : info.data && me.data ? (
              <Shell me={me.data} onLanguage={pick} />
            ) : failed ? (
              <Failed error={failed} small={false} onRetry={() => void queries.invalidateQueries()} />
            ) : null}
          </Toasts>
        </Surroundings>
      </RouterProvider>
    </I18nProvider>
  );
}
