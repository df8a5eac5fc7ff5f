import type { AnyRoute } from "@tanstack/react-router";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

export function peopleRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({ getParentRoute: () => parent, path: "/people", component: lazyRouteComponent(() => import("./People"), "People") }),
    createRoute({ getParentRoute: () => parent, path: "/people/$who", component: lazyRouteComponent(() => import("./PersonPage"), "PersonPage") }),
    createRoute({ getParentRoute: () => parent, path: "/segments", component: lazyRouteComponent(() => import("./Segments"), "Segments") }),
  ];
}
