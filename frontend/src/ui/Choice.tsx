import { Check, ChevronDown } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import {
  Button,
  ComboBox as Combo,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Select as Selecting,
  SelectValue,
  Text,
} from "react-aria-components";
import type { FieldProps } from "./Field";
import { Below } from "./Field";
import "./Choice.css";

export interface Option {
  readonly id: string;
  readonly label: string;
  /** What else is worth knowing: a count, a channel. */
  readonly note?: string | undefined;
}

interface ChoiceProps extends FieldProps {
  readonly options: readonly Option[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
  readonly placeholder?: string;
}

/** One of a few. */
export function Select({ label, hint, error, options, value, onChange, placeholder = "", disabled = false }: ChoiceProps): ReactElement {
  return (
    <Selecting
      className="dl-field"
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      validationBehavior="aria"
      isInvalid={Boolean(error)}
      isDisabled={disabled}
      placeholder={placeholder}
    >
      <Label className="dl-label">{label}</Label>
      <Button className="dl-choice">
        <SelectValue className="dl-chosen" />
        <ChevronDown size={16} aria-hidden="true" />
      </Button>
      <Below hint={hint} error={error} />
      <Popover className="dl-popover">
        <Options options={options} />
      </Popover>
    </Selecting>
  );
}

interface ComboProps extends ChoiceProps {
  /** Whether a text that is no option may stay. */
  readonly free?: boolean;
  /** Whether it has the focus when it is put up. */
  readonly focused?: boolean;
}

/** One of many, found by typing. */
export function ComboBox({ label, hint, error, options, value, onChange, placeholder, disabled = false, free = false, focused = false }: ComboProps): ReactElement {
  const chosen = options.find((option) => option.id === value);
  const said = chosen?.label ?? value ?? "";
  const [typed, type] = useState<string | null>(null); // null: what is chosen stands there
  const leave = (): void => {
    if (free && typed !== null && typed !== said) onChange(typed);
    type(null);
  };
  return (
    <Combo
      className="dl-field"
      selectedKey={chosen?.id ?? null}
      inputValue={typed ?? said}
      onInputChange={type}
      onSelectionChange={(key) => {
        if (key === null && free) return; // another text stands there: it counts when the field is left
        type(null);
        if (key !== null && key !== value) onChange(String(key));
      }}
      onBlur={leave}
      allowsCustomValue={free}
      menuTrigger="focus"
      autoFocus={focused}
      validationBehavior="aria"
      isInvalid={Boolean(error)}
      isDisabled={disabled}
    >
      <Label className="dl-label">{label}</Label>
      <div className="dl-combo">
        <Input className="dl-input" {...(placeholder ? { placeholder } : {})} />
        <Button className="dl-drop">
          <ChevronDown size={16} aria-hidden="true" />
        </Button>
      </div>
      <Below hint={hint} error={error} />
      <Popover className="dl-popover">
        <Options options={options} />
      </Popover>
    </Combo>
  );
}

function Options({ options }: { readonly options: readonly Option[] }): ReactElement {
  return (
    <ListBox className="dl-options">
      {options.map((option) => (
        <ListBoxItem key={option.id} id={option.id} textValue={option.label} className="dl-option">
          {({ isSelected }) => (
            <>
              <Text slot="label">{option.label}</Text>
              {option.note && (
                <Text slot="description" className="dl-note">
                  {option.note}
                </Text>
              )}
              {isSelected && <Check size={16} aria-hidden="true" />}
            </>
          )}
        </ListBoxItem>
      ))}
    </ListBox>
  );
}

interface SegmentedProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** One of two to five, all in sight. */
export function Segmented({ label, options, value, onChange }: SegmentedProps): ReactElement {
  return (
    <RadioGroup className="dl-segmented" aria-label={label} value={value} onChange={onChange} orientation="horizontal">
      {options.map((option) => (
        <Radio key={option.id} value={option.id} className="dl-segment">
          {option.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}
