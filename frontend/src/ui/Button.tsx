import type { LucideIcon } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { Button as Pressable, Link as Anchor } from "react-aria-components";
import { Tip } from "./Tip";
import "./Button.css";

type Kind = "primary" | "plain" | "quiet" | "danger";

interface Look {
  readonly kind?: Kind;
  readonly icon?: LucideIcon;
  readonly children?: ReactNode;
}

interface ButtonProps extends Look {
  readonly onPress?: () => void;
  readonly type?: "button" | "submit";
  readonly disabled?: boolean;
  /** Something is under way: it cannot be pressed again, and says so. */
  readonly busy?: boolean;
  readonly form?: string;
}

/** Does something. One `primary` a view; `quiet` where there are many. */
export function Button({ kind = "plain", icon: Icon, children, onPress, type = "button", disabled = false, busy = false, form }: ButtonProps): ReactElement {
  return (
    <Pressable className="dl-button" data-kind={kind} type={type} isDisabled={disabled} isPending={busy} {...(onPress ? { onPress } : {})} {...(form ? { form } : {})}>
      {busy ? <span className="dl-spinner" aria-hidden="true" /> : Icon && <Icon size={18} aria-hidden="true" />}
      {children}
    </Pressable>
  );
}

interface IconButtonProps {
  readonly icon: LucideIcon;
  /** What it does: read out, and shown when pointed at. */
  readonly label: string;
  readonly onPress?: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
}

/** A button that is only a sign; its words are its label. */
export function IconButton({ icon: Icon, label, onPress, disabled = false, pressed }: IconButtonProps): ReactElement {
  return (
    <Tip text={label}>
      <Pressable
        className="dl-button dl-icon"
        data-kind="quiet"
        aria-label={label}
        isDisabled={disabled}
        {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
        {...(onPress ? { onPress } : {})}
      >
        <Icon size={18} aria-hidden="true" />
      </Pressable>
    </Tip>
  );
}

interface LinkProps extends Look {
  readonly href: string;
  readonly download?: boolean | string;
  /** Leads out of the app: the browser loads it. */
  readonly outside?: boolean;
}

/** Goes somewhere, and looks like a button. */
export function ButtonLink({ kind = "plain", icon: Icon, children, href, download, outside = false }: LinkProps): ReactElement {
  return (
    <Anchor className="dl-button" data-kind={kind} href={href} {...(download === undefined ? {} : { download })} {...(outside ? { routerOptions: { outside: true } as never } : {})}>
      {Icon && <Icon size={18} aria-hidden="true" />}
      {children}
    </Anchor>
  );
}

/** Goes somewhere, within words. */
export function Link({ href, children, current = false }: { readonly href: string; readonly children: ReactNode; readonly current?: boolean }): ReactElement {
  return (
    <Anchor className="dl-link" href={href} {...(current ? { "aria-current": "page" as const } : {})}>
      {children}
    </Anchor>
  );
}
