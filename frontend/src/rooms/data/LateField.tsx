import type { ReactElement } from "react";
import { useEffect, useEffectEvent, useState } from "react";
import { useSettled } from "../../lib/settled";
import { TextField } from "../../ui/Field";

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const SETTLED_MS = 600;

/** A text that is tried when the typing stops. */
export function LateField({ label, hint, error, value, onChange }: Props): ReactElement {
  const [typed, type] = useState(value);
  const settled = useSettled(typed, SETTLED_MS);
  const put = useEffectEvent((text: string) => {
    if (text !== value) onChange(text);
  });
  useEffect(() => put(settled), [settled]);
  return <TextField label={label} hint={hint} error={error} value={typed} onChange={type} />;
}
