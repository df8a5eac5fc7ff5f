import { Pencil, Plus, Trash2 } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useState } from "react";
import { Button, ButtonLink, IconButton, Link } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { Channels } from "../../ui/Channel";
import { Chip, Chips } from "../../ui/Chip";
import { ComboBox, Segmented, Select } from "../../ui/Choice";
import { useWords } from "../../ui/context";
import { Count, Figure, Figures, ShareText } from "../../ui/Count";
import { Checkbox, NumberField, Switch, TextField } from "../../ui/Field";
import { More } from "../../ui/More";
import { Failed, Notice } from "../../ui/Notice";
import { Confirm, Dialog, Drawer, Menu, MenuAt } from "../../ui/Overlay";
import { Page } from "../../ui/Page";
import { Pairs } from "../../ui/Pairs";
import { Progress, Waiting } from "../../ui/Progress";
import { Several } from "../../ui/Several";
import { Table } from "../../ui/Table";
import { Tabs } from "../../ui/Tabs";
import { useTell } from "../../ui/Toast";
import "./Design.css";

const COLOURS = ["paper", "card", "line", "ink", "muted", "grass", "blade", "earth", "edge", "track", "bar", "leak", "goal", "mood"];
const SIZES = ["xs", "s", "m", "l", "xl", "2xl"];
const SPACES = ["1", "2", "3", "4", "5", "6", "7"];
const OPTIONS = ["cart", "checkout", "order"].map((id, place) => ({ id, label: id, note: String(100 - 30 * place) }));
const DEEDS = [
  { id: "a", label: "Rename" },
  { id: "b", label: "Delete", danger: true },
];
const SHARE = { share: 0.318, low: 0.301, high: 0.335, count: 954, of: 3000 };

/** The design system on one page: what there is, and when it is used. For those who build rooms; in English, as the code is. */
export function Design(): ReactElement {
  const words = useWords();
  const tell = useTell();
  const [open, set] = useState<"dialog" | "drawer" | "confirm" | null>(null);
  const [text, type] = useState("");
  const [number, count] = useState<number | null>(7);
  const [choice, choose] = useState("cart");
  const [several, pick] = useState<readonly string[]>(["cart"]);
  const [ticked, tick] = useState(true);
  const [pressed, press] = useState<HTMLElement | null>(null);
  const [shown, show] = useState(2);
  const close = (): void => set(null);
  return (
    <Page title={words("design.title")} about={words("design.about")}>
      <div className="dl-design" lang="en">
        <Sample name="Colour" when="Named by what it is for. Never the only sign of anything.">
          {COLOURS.map((name) => (
            <span key={name} className="dl-swatch">
              <span style={{ background: `var(--dl-${name})` }} /> {name}
            </span>
          ))}
        </Sample>
        <Sample name="Type" when="Six sizes; weight before size, size before colour.">
          {SIZES.map((size) => (
            <span key={size} style={{ fontSize: `var(--dl-text-${size})` }}>
              {size} 旅程 путь út
            </span>
          ))}
        </Sample>
        <Sample name="Space" when="Steps of four pixels; less between what belongs together.">
          {SPACES.map((space) => (
            <span key={space} className="dl-space" style={{ inlineSize: `var(--dl-${space})` }} />
          ))}
        </Sample>
        <Sample name="Button, ButtonLink, IconButton, Link" when="One primary a view. A link goes somewhere, a button does something. An icon alone has a label.">
          <Button kind="primary" icon={Plus}>
            Import
          </Button>
          <Button icon={Pencil}>Edit</Button>
          <Button kind="quiet">Later</Button>
          <Button kind="danger" icon={Trash2}>
            Erase
          </Button>
          <Button busy>Building</Button>
          <Button disabled>Nothing to do</Button>
          <ButtonLink href="/design">Go on</ButtonLink>
          <IconButton icon={Pencil} label="Edit" />
          <Link href="/design">a link within words</Link>
        </Sample>
        <Sample name="TextField, NumberField" when="A label above, a hint below; what is wrong takes the place of the hint.">
          <TextField label="Name" value={text} onChange={type} hint="As people call it." />
          <TextField label="Condition" code value={'country = "HU" and did("cart"'} onChange={() => undefined} error="a ) is missing at character 29" />
          <NumberField label="Days" value={number} onChange={count} min={1} max={365} />
        </Sample>
        <Sample name="Select, ComboBox, Several, Segmented" when="Up to five in sight: Segmented. A few: Select. Many: ComboBox; several of many, in their order: Several.">
          <Select label="Touchpoint" options={OPTIONS} value={choice} onChange={choose} />
          <ComboBox label="Touchpoint, found by typing" options={OPTIONS} value={choice} onChange={choose} />
          <Several label="Touchpoints" options={OPTIONS} value={several} onChange={pick} />
          <Segmented label="Touchpoint" options={OPTIONS} value={choice} onChange={choose} />
        </Sample>
        <Sample name="Chip, Chips" when="Other ways to look at the same thing, on and off by one press; after a word that says how.">
          <Chips label="Break down by">
            <Chip chosen={ticked} onChange={tick}>
              Channel
            </Chip>
            <Chip chosen={!ticked} onChange={() => tick(false)}>
              Device
            </Chip>
          </Chips>
        </Sample>
        <Sample name="Checkbox, Switch" when="A checkbox counts when the form is sent, a switch at once.">
          <Checkbox label="Repeats count" value={ticked} onChange={tick} />
          <Switch label="Show anonymous events" value={ticked} onChange={tick} />
        </Sample>
        <Sample name="Count, ShareText, Figures, Figure, Pairs, Tag, Channels" when="Every number that can open does. A share tells its interval and of what it is. Figures are read at once, pairs looked up.">
          <Figures>
            <Figure label="Customers" note="in 30 days">
              <Count value={3421} label="customers" onOpen={() => set("drawer")} />
            </Figure>
            <Figure label="Orders">{String(954)}</Figure>
          </Figures>
          <ShareText share={SHARE} />
          <Pairs
            rows={[
              ["First seen", "1 January 2026"],
              ["Source", "orders.csv"],
            ]}
          />
          <Tag>web</Tag>
          <Tag tone="good">reached</Tag>
          <Tag tone="bad">lost</Tag>
          <Tag tone="mood">4.2 of 5</Tag>
          <Channels names={["web", "email", "store"]} />
        </Sample>
        <Sample name="Dialog, Drawer, Confirm, Menu, MenuAt, Toast" when="A drawer shows more, a dialog asks; a toast tells in passing and never asks. MenuAt is one menu for many buttons.">
          <Button onPress={() => set("dialog")}>Dialog</Button>
          <Button onPress={() => set("drawer")}>Drawer</Button>
          <Button onPress={() => set("confirm")}>Confirm</Button>
          <Menu trigger={<Button>Menu</Button>} entries={DEEDS} />
          {OPTIONS.map(({ id }) => (
            <button key={id} type="button" className="dl-button" aria-haspopup="menu" onClick={({ currentTarget }) => press(currentTarget)}>
              {id}
            </button>
          ))}
          {pressed && <MenuAt anchor={pressed} label={pressed.textContent ?? ""} entries={DEEDS} onClose={() => press(null)} />}
          <Button onPress={() => tell({ text: "Saved.", action: { label: "Undo", onPress: () => undefined } })}>Toast</Button>
          <Button onPress={() => tell({ text: "The disk is full: nothing was changed.", tone: "bad" })}>Bad toast</Button>
        </Sample>
        <Sample name="Table, More" when="Numbers at the right. It scrolls within itself; where it is long, its next page is asked for.">
          <Table
            caption="Touchpoints"
            rows={OPTIONS.slice(0, shown)}
            keyOf={(row) => row.id}
            order={{ by: "n", down: true }}
            onOrder={() => undefined}
            columns={[
              { id: "name", title: "Touchpoint", head: true, sortable: true, cell: (row) => row.label },
              { id: "n", title: "Customers", number: true, sortable: true, cell: (row) => <Count value={Number(row.note)} onOpen={() => set("drawer")} /> },
            ]}
          />
          <More pages={{ more: shown < OPTIONS.length ? () => show(shown + 1) : null, busy: false }} />
        </Sample>
        <Sample name="Card, Notice, Failed" when="Empty states teach; failures say what to do.">
          <Card title="A card" aside={<Link href="/design">More</Link>}>
            <p>What belongs together.</p>
          </Card>
          <Notice title="No segments yet" small>
            <p>A segment is a saved selection.</p>
          </Notice>
          <Failed error={new Error("The server failed: what happened stands in its log.")} onRetry={() => undefined} />
        </Sample>
        <Sample name="Progress, Waiting" when="Progress where it takes more than a second; Waiting holds the place of what comes.">
          <Progress label="Reading orders.csv" value={0.4} />
          <Progress label="Building" value={null} />
          <Waiting label="Loading" />
        </Sample>
        <Sample name="Tabs" when="The pages of a room; each has an address.">
          <Tabs
            label="Pages"
            tabs={[
              { href: "/design", label: "Imports", current: true },
              { href: "/design?events", label: "Events", current: false },
            ]}
          />
        </Sample>
      </div>
      <Dialog title="A dialog" open={open === "dialog"} onClose={close} actions={<Button onPress={close}>Done</Button>}>
        <TextField label="Name" value={text} onChange={type} />
      </Dialog>
      <Drawer title="3,421 customers" open={open === "drawer"} onClose={close}>
        <p>Exactly those who were counted.</p>
      </Drawer>
      <Confirm title="Erase this customer?" open={open === "confirm"} deed="Erase" danger onConfirm={close} onClose={close}>
        <p>This cannot be taken back.</p>
      </Confirm>
    </Page>
  );
}

function Sample({ name, when, children }: { readonly name: string; readonly when: string; readonly children: ReactNode }): ReactElement {
  return (
    <Card title={name}>
      <p className="dl-muted dl-small">{when}</p>
      <div className="dl-sample">{children}</div>
    </Card>
  );
}
