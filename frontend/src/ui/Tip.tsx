import type { ReactElement } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components";
import "./Tip.css";

/** Words beside a sign, shown when it is pointed at or has the focus. */
export function Tip({ text, children }: { readonly text: string; readonly children: ReactElement }): ReactElement {
  return (
    <TooltipTrigger delay={400} closeDelay={80}>
      {children}
      <Tooltip className="dl-tip" offset={6}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
