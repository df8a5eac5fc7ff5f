import type { AnyRoute } from "@tanstack/react-router";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

export function settingsRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({ getParentRoute: () => parent, path: "/settings", component: lazyRouteComponent(() => import("./Mine"), "Mine") }),
    createRoute({ getParentRoute: () => parent, path: "/settings/me", component: lazyRouteComponent(() => import("./Mine"), "Mine") }),
    createRoute({ getParentRoute: () => parent, path: "/settings/project", component: lazyRouteComponent(() => import("./Project"), "Project") }),
    createRoute({ getParentRoute: () => parent, path: "/settings/accounts", component: lazyRouteComponent(() => import("./Accounts"), "Accounts") }),
    createRoute({ getParentRoute: () => parent, path: "/settings/keys", component: lazyRouteComponent(() => import("./Keys"), "Keys") }),
    createRoute({ getParentRoute: () => parent, path: "/settings/audit", component: lazyRouteComponent(() => import("./Audit"), "Audit") }),
    createRoute({ getParentRoute: () => parent, path: "/settings/erasures", component: lazyRouteComponent(() => import("./Erasures"), "Erasures") }),
    createRoute({ getParentRoute: () => parent, path: "/settings/backups", component: lazyRouteComponent(() => import("./Backups"), "Backups") }),
  ];
}
