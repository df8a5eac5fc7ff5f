import type { HTMLInputTypeAttribute, ReactElement, ReactNode } from "react";
import { Checkbox as Box, FieldError, Input, Label, NumberField as Numeric, Switch as Toggle, Text, TextArea, TextField as Textual } from "react-aria-components";
import "./Field.css";

export interface FieldProps {
  readonly label: string;
  /** One sentence that says what is wanted. */
  readonly hint?: ReactNode | undefined;
  /** What is wrong with it, as the server or the form says. */
  readonly error?: string | null | undefined;
  readonly disabled?: boolean;
  readonly required?: boolean;
  readonly name?: string;
}

interface TextProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly type?: HTMLInputTypeAttribute;
  readonly autoComplete?: string;
  /** How many lines; more than one makes it a larger box. */
  readonly lines?: number;
  /** Code, patterns, conditions: letters of one width, no spelling. */
  readonly code?: boolean;
  readonly autoFocus?: boolean;
}

/** A line, or a few, of text. */
export function TextField(props: TextProps): ReactElement {
  const { label, hint, error, value, onChange, placeholder, type = "text", autoComplete = "off", lines = 1, code = false, disabled = false, required = false, name, autoFocus = false } = props;
  const shared = { className: "dl-input", ...(placeholder ? { placeholder } : {}), ...(code ? { spellCheck: false, "data-code": true } : {}) };
  return (
    <Textual
      className="dl-field"
      value={value}
      onChange={onChange}
      type={type === "text" ? "text" : (type as "password")}
      autoComplete={autoComplete}
      validationBehavior="aria"
      isInvalid={Boolean(error)}
      isDisabled={disabled}
      isRequired={required}
      autoFocus={autoFocus}
      {...(name ? { name } : {})}
    >
      <Label className="dl-label">{label}</Label>
      {lines > 1 ? <TextArea {...shared} rows={lines} /> : <Input {...shared} />}
      <Below hint={hint} error={error} />
    </Textual>
  );
}

interface NumberProps extends FieldProps {
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly min?: number;
  readonly max?: number;
}

/** A number, written as the reader's language writes it. */
export function NumberField({ label, hint, error, value, onChange, min, max, disabled = false, required = false }: NumberProps): ReactElement {
  return (
    <Numeric
      className="dl-field"
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      validationBehavior="aria"
      isInvalid={Boolean(error)}
      isDisabled={disabled}
      isRequired={required}
      {...(min === undefined ? {} : { minValue: min })}
      {...(max === undefined ? {} : { maxValue: max })}
    >
      <Label className="dl-label">{label}</Label>
      <Input className="dl-input" />
      <Below hint={hint} error={error} />
    </Numeric>
  );
}

/** What stands below a field: what is wrong, and else what is wanted. */
export function Below({ hint, error }: Pick<FieldProps, "hint" | "error">): ReactElement | null {
  if (error) return <FieldError className="dl-error">{error}</FieldError>;
  return hint ? (
    <Text slot="description" className="dl-hint">
      {hint}
    </Text>
  ) : null;
}

interface TickProps {
  readonly label: ReactNode;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly disabled?: boolean;
}

/** Yes or no, that counts when the form is sent. */
export function Checkbox({ label, value, onChange, disabled = false }: TickProps): ReactElement {
  return (
    <Box className="dl-tick" isSelected={value} onChange={onChange} isDisabled={disabled}>
      <span className="dl-box" aria-hidden="true">
        <svg viewBox="0 0 16 16" width="12" height="12">
          <path d="M3 8.5l3.2 3L13 4.5" fill="none" stroke="currentColor" strokeWidth="2.4" />
        </svg>
      </span>
      {label}
    </Box>
  );
}

/** On or off, at once. */
export function Switch({ label, value, onChange, disabled = false }: TickProps): ReactElement {
  return (
    <Toggle className="dl-tick" isSelected={value} onChange={onChange} isDisabled={disabled}>
      <span className="dl-track" aria-hidden="true" />
      {label}
    </Toggle>
  );
}
