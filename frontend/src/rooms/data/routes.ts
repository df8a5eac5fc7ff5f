import type { AnyRoute } from "@tanstack/react-router";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

export function dataRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({ getParentRoute: () => parent, path: "/data", component: lazyRouteComponent(() => import("./Overview"), "Overview") }),
    createRoute({ getParentRoute: () => parent, path: "/data/uploads/$upload", component: lazyRouteComponent(() => import("./UploadPage"), "UploadPage") }),
  ];
}
