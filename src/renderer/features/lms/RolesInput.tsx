import { Button, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertCircle, IconAlertTriangle, IconInfoCircle, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleFinding } from '../../../protocol/models/lti/lti.ts';
import { useCommandQuery } from '../../client/queries.ts';
import classes from './Roles.module.css';
import { RolesPicker } from './RolesPicker.tsx';

const icons: Readonly<Record<RoleFinding['level'], TablerIcon>> = {
  info: IconInfoCircle,
  warning: IconAlertTriangle,
  error: IconAlertCircle,
};

function Finding({ finding }: { finding: RoleFinding }) {
  const { t } = useTranslation('lms');
  const Icon = icons[finding.level];
  return (
    <p className={classes.finding} data-level={finding.level}>
      <Icon size={12} role="img" aria-label={t(`roles.level.${finding.level}`)} />
      <span>
        {finding.detail} {finding.fix}
      </span>
    </p>
  );
}

type RolesInputProps = {
  id: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Tells the input of the help that stands in its row. */
  inputContainer?: (input: ReactNode) => ReactNode;
  required?: boolean;
  wrong?: boolean;
};

/** Roles as they are sent, with a picker that knows the vocabularies and what is odd about the list. */
export function RolesInput({ id, value, onChange, placeholder, inputContainer, required, wrong }: RolesInputProps) {
  const { t } = useTranslation('lms');
  const [settled] = useDebouncedValue(value, 200);
  const parsed = useCommandQuery('lti.parseRoles', { roles: settled }, { enabled: settled !== '', keepPrevious: true });
  const current = settled === value && value !== '' ? parsed.data : undefined;
  const better = current?.findings.some(({ level }) => level !== 'info') ? current.normalised : value;
  return (
    <div>
      <Textarea
        id={id}
        autosize
        minRows={1}
        maxRows={5}
        value={value}
        placeholder={placeholder}
        error={wrong}
        spellCheck={false}
        inputContainer={inputContainer}
        aria-required={required}
        classNames={{ input: classes.input ?? '' }}
        onChange={(event) => onChange(event.currentTarget.value)}
        rightSection={<RolesPicker value={value} onChange={onChange} />}
        rightSectionPointerEvents="all"
      />
      {current?.findings.map((finding) => (
        <Finding key={`${finding.id} ${finding.role}`} finding={finding} />
      ))}
      {better !== value && better !== '' && (
        <Button variant="default" size="compact-xs" mt={3} ff="monospace" fw={400} onClick={() => onChange(better)}>
          {t('roles.normalise', { roles: better })}
        </Button>
      )}
    </div>
  );
}
