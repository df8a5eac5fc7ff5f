import type { AnyRoute } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import { House, Map as MapIcon, Users } from "lucide-react";
import { designRoutes } from "../rooms/design/routes";
import { homeRoutes } from "../rooms/home/routes";
import { mapRoutes } from "../rooms/map/routes";
import { peopleRoutes } from "../rooms/people/routes";

export interface Room {
  /** Its words are `shell.room.ID`. */
  readonly id: string;
  readonly href: string;
  readonly icon: LucideIcon | null;
  /** What one must be allowed to do to see it; null: everybody. */
  readonly right: string | null;
  readonly routes: (parent: AnyRoute) => AnyRoute[];
}

/** The rooms of the house, as they stand in the navigation; one without an icon is reached in other ways. */
export const ROOMS: readonly Room[] = [
  { id: "home", href: "/", icon: House, right: null, routes: homeRoutes },
  { id: "map", href: "/map", icon: MapIcon, right: null, routes: mapRoutes },
  { id: "people", href: "/people", icon: Users, right: "people", routes: peopleRoutes },
  { id: "design", href: "/design", icon: null, right: null, routes: designRoutes },
];
