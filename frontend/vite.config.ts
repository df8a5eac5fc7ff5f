import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  build: {
    assetsInlineLimit: 0, // the content security policy knows no data: addresses
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: {
    fs: { allow: [".."] }, // the words lie with Python's
    proxy: {
      "/api": { target: "http://127.0.0.1:8020", changeOrigin: true },
      "/sign-in": { target: "http://127.0.0.1:8020", changeOrigin: true },
    },
  },
  test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node", css: true }, // a test reads the style sheets
});
