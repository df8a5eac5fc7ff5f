import type { AnyRoute } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import { ChartNoAxesCombined, Database, House, Map as MapIcon, Settings, Users } from "lucide-react";
import { dataRoutes } from "../rooms/data/routes";
import { designRoutes } from "../rooms/design/routes";
import { exploreRoutes } from "../rooms/explore/routes";
import { homeRoutes } from "../rooms/home/routes";
import { mapRoutes } from "../rooms/map/routes";
import { peopleRoutes } from "../rooms/people/routes";
import { settingsRoutes } from "../rooms/settings/routes";

export interface Room {
  /** Its words are `shell.room.ID`. */
  readonly id: string;
  readonly href: string;
  /** Addresses of it that begin otherwise. */
  readonly also?: readonly string[];
  readonly icon: LucideIcon | null;
  /** What one must be allowed to do to see it; null: everybody. */
  readonly right: string | null;
  readonly routes: (parent: AnyRoute) => AnyRoute[];
}

/** The rooms of the house, as they stand in the navigation; one without an icon is reached in other ways. */
export const ROOMS: readonly Room[] = [
  { id: "home", href: "/", icon: House, right: null, routes: homeRoutes },
  { id: "map", href: "/map", icon: MapIcon, right: null, routes: mapRoutes },
  { id: "explore", href: "/explore", icon: ChartNoAxesCombined, right: null, routes: exploreRoutes },
  { id: "people", href: "/people", also: ["/segments"], icon: Users, right: "people", routes: peopleRoutes },
  { id: "data", href: "/data", icon: Database, right: null, routes: dataRoutes },
  { id: "settings", href: "/settings", icon: Settings, right: null, routes: settingsRoutes },
  { id: "design", href: "/design", icon: null, right: null, routes: designRoutes },
];
