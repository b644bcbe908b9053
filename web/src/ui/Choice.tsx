import { useId } from 'react';
import classes from './Choice.module.css';

interface Props<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: string }[];
  /** Small and only as wide as its words, for toolbars. */
  compact?: boolean;
}

/** One of two to four, side by side: native radio buttons, so arrows and screen readers just work. */
export function Choice<T extends string>({ label, value, onChange, options, compact = false }: Props<T>) {
  const name = useId();
  return (
    <fieldset className={classes.group} data-compact={compact || undefined}>
      <legend className={classes.legend}>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={classes.option}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className={classes.input}
          />
          <span className={classes.face}>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
