import type { ReactElement } from "react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useSettled } from "../../lib/settled";
import { TextField } from "../../ui/Field";

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  readonly value: string;
  readonly type?: "text" | "date";
  readonly onChange: (value: string) => void;
}

const SETTLED_MS = 600;

/** A text that is tried when the typing stops. */
export function LateField({ label, hint, error, value, type: kind = "text", onChange }: Props): ReactElement {
  const [typed, type] = useState(value);
  const settled = useSettled(typed, SETTLED_MS);
  const last = useRef(value);
  const put = useEffectEvent((text: string) => {
    if (text === value) return;
    last.current = text;
    onChange(text);
  });
  useEffect(() => put(settled), [settled]);
  useEffect(() => {
    if (value === last.current) return; // what was typed here
    last.current = value;
    type(value);
  }, [value]);
  return <TextField label={label} hint={hint} error={error} type={kind} value={typed} onChange={type} />;
}
