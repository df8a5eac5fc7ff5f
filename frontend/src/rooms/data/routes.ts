import type { AnyRoute } from "@tanstack/react-router";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

export function dataRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({ getParentRoute: () => parent, path: "/data", component: lazyRouteComponent(() => import("./Data"), "Data") }),
    createRoute({ getParentRoute: () => parent, path: "/data/uploads/$id", component: lazyRouteComponent(() => import("./UploadPage"), "UploadPage") }),
    createRoute({ getParentRoute: () => parent, path: "/data/rules", component: lazyRouteComponent(() => import("./Rules"), "Rules") }),
    createRoute({ getParentRoute: () => parent, path: "/data/events", component: lazyRouteComponent(() => import("./Events"), "Events") }),
    createRoute({ getParentRoute: () => parent, path: "/data/identity", component: lazyRouteComponent(() => import("./Identity"), "Identity") }),
    createRoute({ getParentRoute: () => parent, path: "/data/health", component: lazyRouteComponent(() => import("./Health"), "Health") }),
  ];
}
