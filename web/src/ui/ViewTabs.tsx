import { UnstyledButton } from '@mantine/core';
import classes from './ViewTabs.module.css';

interface Props<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: string; count?: number | undefined }[];
}

/** Ready-made lists side by side, each with how much it holds; they scroll sideways on a phone. */
export function ViewTabs<T extends string>({ label, value, onChange, options }: Props<T>) {
  return (
    <nav aria-label={label} className={classes.frame}>
      {options.map((option) => (
        <UnstyledButton
          key={option.value}
          className={classes.tab}
          aria-current={option.value === value ? 'page' : undefined}
          onClick={() => onChange(option.value)}
        >
          {option.label}
          {option.count !== undefined && <span className={classes.count}>{option.count}</span>}
        </UnstyledButton>
      ))}
    </nav>
  );
}
