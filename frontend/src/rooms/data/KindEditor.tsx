import { Undo2 } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import type { IdentityRules, NamespaceRule } from "../../lib/types";
import { Button } from "../../ui/Button";
import { useFormat, useWords } from "../../ui/context";
import { NumberField, Switch, TextField } from "../../ui/Field";
import type { Kind } from "./model/identity";
import { limitsOf, valuesOf } from "./model/identity";

const LINES = 4;

interface Props {
  readonly kind: Kind;
  readonly rules: IdentityRules;
  readonly fault: (field: keyof NamespaceRule) => string | null;
  readonly onChange: (rule: NamespaceRule) => void;
}

/** The rule of one kind of identifier. */
export function KindEditor({ kind, rules, fault, onChange }: Props): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const { rule, facts, level } = kind;
  const [ignored, type] = useState((rule.ignore ?? []).join("\n"));
  const usual = limitsOf({ ...kind, rule: {} }, rules);
  const set = (changes: NamespaceRule): void => onChange({ ...rule, ...changes });
  return (
    <div className="dl-stack">
      <p className="dl-muted">
        {facts
          ? words("identity.facts", { n: facts.identifiers, customers: format.count(facts.customers), aside: format.count(facts.set_aside + facts.placeholders) })
          : words("identity.facts.none")}{" "}
        {words(`identity.level.${level}`)}
      </p>
      <div>
        <Switch label={words("identity.links.switch")} value={rule.links !== false} onChange={(links) => set({ links })} />
        <p className="dl-hint">{words("identity.links.hint")}</p>
      </div>
      <NumberField
        label={words("identity.limit.own")}
        hint={words("identity.limit.own.hint", { usual: usual.accounts === usual.contacts ? words("identity.limit.more", { n: usual.contacts }) : words("identity.limit.device", { accounts: usual.accounts, n: usual.contacts }) })}
        min={1}
        value={rule.limit ?? null}
        disabled={rule.links === false}
        onChange={(limit) => set({ limit })}
        error={fault("limit")}
      />
      <TextField
        label={words("identity.ignore")}
        hint={words("identity.ignore.hint")}
        lines={LINES}
        code
        value={ignored}
        onChange={(text) => {
          type(text);
          set({ ignore: valuesOf(text) });
        }}
        error={fault("ignore")}
      />
      {Object.keys(rule).length > 0 && (
        <div>
          <Button
            icon={Undo2}
            onPress={() => {
              type("");
              onChange({});
            }}
          >
            {words("identity.usual")}
          </Button>
        </div>
      )}
    </div>
  );
}
