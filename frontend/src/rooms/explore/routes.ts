import type { AnyRoute } from "@tanstack/react-router";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { prepareCharts } from "../../charts/prepare";

export function exploreRoutes(parent: AnyRoute): AnyRoute[] {
  const own = (path: string, component: ReturnType<typeof lazyRouteComponent>): AnyRoute => createRoute({ getParentRoute: () => parent, path, component });
  return [
    own("/explore", lazyRouteComponent(() => import("./Gallery"), "Gallery")),
    own("/explore/saved/$id", lazyRouteComponent(() => import("./SavedLink"), "SavedLink")),
    own("/explore/$name", lazyRouteComponent(question, "Question")),
  ];
}

/** Its page and what draws answers come together. */
function question(): Promise<typeof import("./Question")> {
  prepareCharts();
  return import("./Question");
}
