import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Text on tinted backgrounds, one per hue: darkened by hand until it has 4.5:1 on the light tint. */
const INK_ON_TINT: Record<string, string> = {
  gray: '#373d44',
  red: '#9c1c1c',
  pink: '#96184a',
  grape: '#742b85',
  violet: '#4f2fb0',
  indigo: '#2f44ad',
  blue: '#12578f',
  cyan: '#0a5866',
  teal: '#075c45',
  green: '#1c602b',
  lime: '#40600c',
  yellow: '#7a4a00',
  orange: '#8f3800',
};

/** A slightly blue dark, so that surfaces keep apart without heavy borders. */
const dark: MantineColorsTuple = [
  '#d5d8e0',
  '#b9bec9',
  '#979eac',
  '#6f7786',
  '#3c424e',
  '#2d323c',
  '#23272f',
  '#1b1e25',
  '#14161b',
  '#0e1014',
];

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  // White text only on fills dark enough for 4.5:1.
  luminanceThreshold: 0.183,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, 'Cascadia Code', Menlo, Consolas, monospace",
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.625rem' }, h2: { fontSize: '1.25rem' }, h3: { fontSize: '1.0625rem' } },
  },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  colors: { dark },
  // Plain objects: importing the components here would put all of them into the first download.
  components: {
    Button: { defaultProps: { fw: 600 } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Paper: { defaultProps: { radius: 'lg' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.45 } } },
    Tooltip: {
      defaultProps: { openDelay: 350, withArrow: true, events: { hover: true, focus: true, touch: false } },
    },
  },
});

/** Semantic tokens. Features use these and never a raw colour. */
export const cssVariables: CSSVariablesResolver = (current) => {
  const light: Record<string, string> = {};
  const night: Record<string, string> = {};
  for (const [hue, ink] of Object.entries(INK_ON_TINT)) {
    const shades = current.colors[hue];
    if (!shades) continue;
    light[`--mantine-color-${hue}-light-color`] = ink;
    light[`--mantine-color-${hue}-outline`] = ink;
    night[`--mantine-color-${hue}-light-color`] = shades[2];
    night[`--mantine-color-${hue}-outline`] = shades[3];
  }
  return { variables: {}, light: { ...light, ...lightTokens }, dark: { ...night, ...darkTokens } };
};

const lightTokens = {
  '--mantine-color-body': '#ffffff',
  '--mantine-color-text': '#171a21',
  '--mantine-color-dimmed': '#555e6b',
  '--mantine-color-placeholder': '#6b7482',
  '--mantine-color-error': '#b42318',
  '--mantine-color-anchor': '#3147b8',
  '--itsm-canvas': '#f6f7f9',
  '--itsm-surface': '#ffffff',
  '--itsm-surface-hover': '#f1f3f8',
  '--itsm-border': '#e3e6ec',
  '--itsm-accent': '#3b5bdb',
  '--itsm-accent-soft': '#eef1fd',
  '--itsm-note': '#fff7e0',
  '--itsm-note-border': '#f0d68a',
  '--itsm-ok': '#0a7256',
  '--itsm-warn': '#b04300',
  '--itsm-breach': '#c92a2a',
  '--itsm-paused': '#626b79',
  '--itsm-track': '#e3e6ec',
  '--itsm-row-warn': '#fff9e6',
  '--itsm-row-breach': '#fff0ef',
  '--itsm-shadow': '0 1px 2px rgb(16 24 40 / 5%), 0 4px 16px rgb(16 24 40 / 5%)',
};

const darkTokens = {
  '--mantine-color-body': '#1b1e25',
  '--mantine-color-text': '#e4e7ed',
  '--mantine-color-dimmed': '#a3abb9',
  '--mantine-color-placeholder': '#8b94a3',
  '--mantine-color-error': '#ff9f97',
  '--mantine-color-anchor': '#a5b8ff',
  '--itsm-canvas': '#14161b',
  '--itsm-surface': '#1b1e25',
  '--itsm-surface-hover': '#23272f',
  '--itsm-border': '#2f3540',
  '--itsm-accent': '#91a7ff',
  '--itsm-accent-soft': '#242a44',
  '--itsm-note': '#2c2817',
  '--itsm-note-border': '#5d5123',
  '--itsm-ok': '#38d9a9',
  '--itsm-warn': '#ffa94d',
  '--itsm-breach': '#ff8787',
  '--itsm-paused': '#979eac',
  '--itsm-track': '#343a46',
  '--itsm-row-warn': '#2a2616',
  '--itsm-row-breach': '#30191b',
  '--itsm-shadow': '0 1px 2px rgb(0 0 0 / 30%)',
};
