/** Where the reader is: everything that can be seen has an address that can be sent on. */

import { useLocation, useRouter } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { address } from "./api";
import type { Query } from "./api";

export interface Place {
  readonly path: string;
  readonly params: URLSearchParams;
  /** Changes parameters of the address; null takes one away. `replace` leaves the back button as it was. */
  change(changes: Query, options?: { readonly replace?: boolean }): void;
  go(href: string): void;
  /** Goes on to where this address leads; the back button passes it by. */
  leave(href: string): void;
}

export function usePlace(): Place {
  const { pathname, searchStr } = useLocation();
  const { history } = useRouter();
  const params = useMemo(() => new URLSearchParams(searchStr), [searchStr]);
  const change = useCallback(
    (changes: Query, { replace = false }: { readonly replace?: boolean } = {}) => {
      const next = address(pathname, { ...Object.fromEntries(params), ...changes });
      if (replace) history.replace(next);
      else history.push(next);
    },
    [history, params, pathname],
  );
  const go = useCallback((href: string) => history.push(href), [history]);
  const leave = useCallback((href: string) => history.replace(href), [history]);
  return { path: pathname, params, change, go, leave };
}
