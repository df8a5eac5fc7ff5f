import type { AnyRouter } from "@tanstack/react-router";
import { createRootRoute, createRouter } from "@tanstack/react-router";
import { App } from "./App";
import { Broken, Nowhere } from "./Broken";
import { ROOMS } from "./rooms";

/** The app's addresses: each room brings its own. */
export function createApp(): AnyRouter {
  const root = createRootRoute({ component: App });
  return createRouter({
    routeTree: root.addChildren(ROOMS.flatMap((room) => room.routes(root))),
    defaultPreload: "intent",
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: Nowhere,
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString();
      return text ? `?${text}` : "";
    },
  }) as AnyRouter;
}
