import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { httpApi } from "../lib/api";
import { MapPage } from "../pages/MapPage";
import "../ui/base.css";

const root = document.getElementById("app");
if (!root) throw new Error("the page has no place for the app");
createRoot(root).render(
  <StrictMode>
    <MapPage api={httpApi()} />
  </StrictMode>,
);
