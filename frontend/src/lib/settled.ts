import { useEffect, useState } from "react";

/** A value once it has stayed the same for a moment: what is typed is asked about when the typing stops. */
export function useSettled<T>(value: T, ms = 300): T {
  const [settled, set] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => set(() => value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
