import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { Dialog as Conversation, Heading, Menu as Entries, MenuItem, MenuTrigger, Modal, ModalOverlay, Popover } from "react-aria-components";
import { Button, IconButton } from "./Button";
import { useWords } from "./context";
import "./Choice.css";
import "./Overlay.css";

interface OverProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at its end. */
  readonly actions?: ReactNode;
}

/** Asks something before going on. */
export function Dialog(props: OverProps): ReactElement {
  return <Over {...props} shape="dl-dialog" />;
}

/** Shows more of something without leaving the page: the people behind a number. */
export function Drawer(props: OverProps): ReactElement {
  return <Over {...props} shape="dl-drawer" />;
}

function Over({ title, open, onClose, children, actions, shape }: OverProps & { readonly shape: "dl-dialog" | "dl-drawer" }): ReactElement {
  const words = useWords();
  return (
    <ModalOverlay
      className="dl-veil"
      isOpen={open}
      onOpenChange={(now) => {
        if (!now) onClose();
      }}
      isDismissable
    >
      <Modal className={shape}>
        <Conversation className="dl-conversation">
          <header className="dl-over-head">
            <Heading slot="title">{title}</Heading>
            <IconButton icon={X} label={words("ui.close")} onPress={onClose} />
          </header>
          <div className="dl-over-body">{children}</div>
          {actions && <footer className="dl-over-foot">{actions}</footer>}
        </Conversation>
      </Modal>
    </ModalOverlay>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly open: boolean;
  readonly children: ReactNode;
  /** What the button says: the deed itself, not “OK”. */
  readonly deed: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks whether something that cannot be taken back shall be done. */
export function Confirm({ title, open, children, deed, danger = false, busy = false, onConfirm, onClose }: ConfirmProps): ReactElement {
  const words = useWords();
  return (
    <Dialog
      title={title}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words("ui.cancel")}</Button>
          <Button kind={danger ? "danger" : "primary"} busy={busy} onPress={onConfirm}>
            {deed}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}

export interface Entry {
  readonly id: string;
  readonly label: string;
  readonly onPress?: () => void;
  readonly href?: string;
  readonly danger?: boolean;
}

/** A few things to do, behind one button. */
export function Menu({ trigger, entries }: { readonly trigger: ReactElement; readonly entries: readonly Entry[] }): ReactElement {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="dl-popover">
        <Listed entries={entries} />
      </Popover>
    </MenuTrigger>
  );
}

interface MenuAtProps {
  /** What was pressed. */
  readonly anchor: HTMLElement;
  readonly label: string;
  readonly entries: readonly Entry[];
  readonly onClose: () => void;
}

/** The same, where one menu serves many buttons: at the one that was pressed. */
export function MenuAt({ anchor, label, entries, onClose }: MenuAtProps): ReactElement {
  return (
    <Popover
      className="dl-popover"
      triggerRef={{ current: anchor }}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Listed label={label} entries={entries} onClose={onClose} />
    </Popover>
  );
}

interface ListedProps {
  readonly entries: readonly Entry[];
  readonly label?: string;
  readonly onClose?: () => void;
}

function Listed({ entries, label, onClose }: ListedProps): ReactElement {
  return (
    <Entries className="dl-options" {...(label ? { "aria-label": label, autoFocus: "first" } : {})} {...(onClose ? { onClose } : {})}>
      {entries.map(({ id, label: said, onPress, href, danger }) => (
        <MenuItem key={id} id={id} className="dl-option" {...(onPress ? { onAction: onPress } : {})} {...(href ? { href } : {})} {...(danger ? { "data-danger": true } : {})}>
          {said}
        </MenuItem>
      ))}
    </Entries>
  );
}
