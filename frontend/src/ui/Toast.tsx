import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { createContext, use, useCallback, useMemo, useState } from "react";
import { Button, IconButton } from "./Button";
import { useWords } from "./context";
import { sentence } from "./Notice";
import "./Toast.css";

export interface Told {
  readonly text: string;
  readonly tone?: "plain" | "bad";
  /** What can be done about it: undo, look at it. */
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

type Tell = (told: Told) => void;
const Telling = createContext<Tell>(() => undefined);
const STAYS_MS = 8_000;

/** Tells something in passing; what went wrong stays until it is put away. */
export function useTell(): Tell {
  return use(Telling);
}

/** Tells in passing why something failed. */
export function useTellFailure(): (error: unknown) => void {
  const [words, tell] = [useWords(), useTell()];
  return useCallback((error: unknown) => tell({ text: sentence(error, words), tone: "bad" }), [words, tell]);
}

export function Toasts({ children }: { readonly children: ReactNode }): ReactElement {
  const words = useWords();
  const [all, set] = useState<readonly (Told & { readonly id: number })[]>([]);
  const away = useCallback((id: number) => set((now) => now.filter((one) => one.id !== id)), []);
  const tell = useMemo<Tell>(() => {
    let last = 0;
    return (told) => {
      const id = ++last;
      set((now) => [...now.slice(-3), { ...told, id }]);
      if (told.tone !== "bad") window.setTimeout(() => away(id), STAYS_MS);
    };
  }, [away]);
  return (
    <Telling value={tell}>
      {children}
      <div className="dl-toasts" role="status" aria-live="polite">
        {all.map(({ id, text, tone = "plain", action }) => (
          <div key={id} className="dl-toast" data-tone={tone}>
            <p>{text}</p>
            {action && (
              <Button
                kind="quiet"
                onPress={() => {
                  away(id);
                  action.onPress();
                }}
              >
                {action.label}
              </Button>
            )}
            <IconButton icon={X} label={words("ui.close")} onPress={() => away(id)} />
          </div>
        ))}
      </div>
    </Telling>
  );
}
