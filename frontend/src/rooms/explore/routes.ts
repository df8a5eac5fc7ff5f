import type { AnyRoute } from "@tanstack/react-router";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

export function exploreRoutes(parent: AnyRoute): AnyRoute[] {
  const own = (path: string, component: ReturnType<typeof lazyRouteComponent>): AnyRoute => createRoute({ getParentRoute: () => parent, path, component });
  return [
    own("/explore", lazyRouteComponent(() => import("./Gallery"), "Gallery")),
    own("/explore/saved/$id", lazyRouteComponent(() => import("./SavedLink"), "SavedLink")),
    own("/explore/$name", lazyRouteComponent(() => import("./Question"), "Question")),
  ];
}
