import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "../lib/queries";
import { createApp } from "./router";
import "../ui/base.css";

const root = document.getElementById("app");
if (!root) throw new Error("the page has no place for the app");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient()}>
      <RouterProvider router={createApp()} />
    </QueryClientProvider>
  </StrictMode>,
);
