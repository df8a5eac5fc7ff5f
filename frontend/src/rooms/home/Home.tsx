import type { ReactElement } from "react";
import { useWords } from "../../ui/context";
import { Page } from "../../ui/Page";

/** What the data say. */
export function Home(): ReactElement {
  const words = useWords();
  return <Page title={words("shell.room.home")}>{null}</Page>;
}
