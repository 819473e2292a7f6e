import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  Checkbox,
  createTheme,
  Kbd,
  type MantineColorsTuple,
  Menu,
  Modal,
  MultiSelect,
  NativeSelect,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Select,
  Table,
  Tabs,
  TagsInput,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';

/** Petrol ink: far enough from the green, amber and red that verdicts are told in. */
const ink: MantineColorsTuple = [
  '#e8f6fb',
  '#d3e8f0',
  '#a5d0e1',
  '#74b7d2',
  '#4ea2c5',
  '#3695be',
  '#1f7fa8',
  '#136a90',
  '#0b5878',
  '#05445f',
];

/** Blue-grey surfaces of the dark theme, lightest text first. */
const dark: MantineColorsTuple = [
  '#dbe2ea',
  '#b6c1cd',
  '#93a1b0',
  '#66768a',
  '#3a4656',
  '#2c3643',
  '#232b36',
  '#1a212a',
  '#141a21',
  '#0e1319',
];

const gray: MantineColorsTuple = [
  '#f7f9fa',
  '#eff2f5',
  '#e4e9ee',
  '#d5dce3',
  '#c0c9d2',
  '#98a4b1',
  '#6b7886',
  '#4b5764',
  '#2f3944',
  '#1b232c',
];

const compact = { defaultProps: { size: 'xs' } } as const;
const instant = { duration: 90 };

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, dark, gray },
  white: '#ffffff',
  black: '#16202a',
  fontFamily: "'Inter Variable', system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, 'Cascadia Code', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  spacing: { xs: '0.375rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.35' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
      h4: { fontSize: '0.8125rem', lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    TextInput: TextInput.extend(compact),
    Textarea: Textarea.extend(compact),
    PasswordInput: PasswordInput.extend(compact),
    NumberInput: NumberInput.extend(compact),
    Select: Select.extend({
      defaultProps: { size: 'xs', allowDeselect: false, comboboxProps: { transitionProps: instant } },
    }),
    MultiSelect: MultiSelect.extend(compact),
    TagsInput: TagsInput.extend(compact),
    NativeSelect: NativeSelect.extend(compact),
    Checkbox: Checkbox.extend(compact),
    SegmentedControl: SegmentedControl.extend(compact),
    Button: Button.extend(compact),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 'md', variant: 'subtle', color: 'gray' } }),
    Badge: Badge.extend({ defaultProps: { size: 'sm', radius: 'sm', variant: 'light' } }),
    Table: Table.extend({ defaultProps: { fz: 'xs', verticalSpacing: 4, horizontalSpacing: 'sm' } }),
    Tabs: Tabs.extend({ defaultProps: { radius: 0 } }),
    Kbd: Kbd.extend(compact),
    Alert: Alert.extend({ defaultProps: { radius: 'sm', p: 'sm' } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', radius: 'md', transitionProps: instant } }),
    Modal: Modal.extend({
      styles: {
        title: { fontSize: '0.9375rem', fontWeight: 620 },
        header: { paddingInline: 16 },
        body: { padding: '0 16px 16px' },
      },
      defaultProps: {
        radius: 'md',
        centered: true,
        transitionProps: instant,
        overlayProps: { backgroundOpacity: 0.4 },
      },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, multiline: true, maw: 340, fz: 'xs' } }),
  },
});
