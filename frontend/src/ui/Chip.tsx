import type { LucideIcon } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { ToggleButton } from "react-aria-components";
import "./Chip.css";

interface ChipProps {
  readonly chosen: boolean;
  readonly onChange: (chosen: boolean) => void;
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}

/** A way to look at the same thing, on or off by one press. */
export function Chip({ chosen, onChange, icon: Icon, children }: ChipProps): ReactElement {
  return (
    <ToggleButton className="dl-chip" isSelected={chosen} onChange={onChange}>
      {Icon && <Icon size={14} aria-hidden="true" />}
      {children}
    </ToggleButton>
  );
}

/** Chips that belong together, after a word that says how. */
export function Chips({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="dl-chips" role="group" aria-label={label}>
      <span className="dl-chips-label" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  );
}
